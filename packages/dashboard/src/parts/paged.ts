import {
  html,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit'
import { failureBox } from './loader.ts'

export interface PagedOptions {
  /** It begins again when one of these values has changed. */
  keys?: () => unknown[]
  /** Items of a page; default 50. */
  size?: number
}

/** Which items to load: at most `limit` items after the last one, or from the start if there is no last one. */
export interface PageRequest<Item> {
  limit: number
  last: Item | undefined
  isFirst: boolean
}

/** A page. It is the last page if it has fewer than `limit` items; but `isLast` decides if it is given. */
export type LoadedPage<Item> = Item[] | { items: Item[]; isLast: boolean }

/** A list that is loaded page by page. */
export class Paged<Item> implements ReactiveController {
  items: Item[] = []
  error: unknown
  isLoading = false
  isComplete = false
  readonly #host: ReactiveControllerHost
  readonly #load: (wanted: PageRequest<Item>) => Promise<LoadedPage<Item>>
  readonly #options: PagedOptions
  #keys: unknown[] | undefined
  #run = 0

  constructor(
    host: ReactiveControllerHost,
    load: (wanted: PageRequest<Item>) => Promise<LoadedPage<Item>>,
    options: PagedOptions = {},
  ) {
    this.#host = host
    this.#load = load
    this.#options = options
    host.addController(this)
  }

  hostConnected(): void {}

  hostUpdate(): void {
    const keys = this.#options.keys?.() ?? []
    if (this.#keys && keys.every((key, index) => key === this.#keys?.[index])) return
    this.#keys = keys
    this.items = []
    void this.reload()
  }

  /** Begins again. Until the first page is loaded, the list shows its previous items. */
  async reload(): Promise<void> {
    this.#run += 1
    await this.#next(true)
  }

  /** Loads the next page. */
  async more(): Promise<void> {
    if (!this.isLoading) await this.#next(false)
  }

  async #next(isFirst: boolean): Promise<void> {
    const { size = 50 } = this.#options
    const run = this.#run
    this.isLoading = true
    this.#host.requestUpdate()
    try {
      const last = isFirst ? undefined : this.items.at(-1)
      const page = await this.#load({ limit: size, last, isFirst })
      if (run !== this.#run) return
      const { items, isLast } = Array.isArray(page)
        ? { items: page, isLast: page.length < size }
        : page
      this.items = isFirst ? items : [...this.items, ...items]
      this.isComplete = isLast
      this.error = undefined
    } catch (error) {
      if (run !== this.#run) return
      this.error = error
    }
    this.isLoading = false
    this.#host.requestUpdate()
  }

  /** Shows the items, or `empty` without any, and a button that loads more. */
  show(template: (items: Item[]) => unknown, empty: () => unknown): TemplateResult {
    const { items, error, isLoading, isComplete } = this
    if (items.length === 0 && isLoading)
      return html`<p class="loading padded" role="status"><span class="spinner"></span> Loading…</p>`
    return html`
      ${error === undefined ? '' : failureBox(error, () => this.more())}
      ${items.length > 0 ? template(items) : error === undefined ? empty() : ''}
      ${
        isComplete || error !== undefined
          ? ''
          : html`<div class="pager">
              <button class="button" type="button" ?disabled=${isLoading} @click=${() => this.more()}>
                ${isLoading ? 'Loading…' : 'Load more'}
              </button>
            </div>`
      }
    `
  }
}
