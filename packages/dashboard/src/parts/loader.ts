import {
  html,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit'
import { textOf } from '../api/problems.ts'
import { icon } from '../look/icons.ts'

export interface LoaderOptions {
  /** Milliseconds after which it loads again while the page is visible. Default: never. */
  every?: number
  /** It loads again when one of these values has changed. */
  keys?: () => unknown[]
}

/** Loads the data of a page, and shows that it is loading, or the error. */
export class Loader<Data> implements ReactiveController {
  data: Data | undefined
  error: unknown
  isLoading = false
  readonly #host: ReactiveControllerHost
  readonly #load: (signal: AbortSignal) => Promise<Data>
  readonly #options: LoaderOptions
  #timer: ReturnType<typeof setInterval> | undefined
  #last: unknown[] | undefined
  #running: AbortController | undefined

  constructor(
    host: ReactiveControllerHost,
    load: (signal: AbortSignal) => Promise<Data>,
    options: LoaderOptions = {},
  ) {
    this.#host = host
    this.#load = load
    this.#options = options
    host.addController(this)
  }

  hostConnected(): void {
    const { every } = this.#options
    if (every === undefined) return
    this.#timer = setInterval(this.#refresh, every)
    document.addEventListener('visibilitychange', this.#refresh)
  }

  hostDisconnected(): void {
    clearInterval(this.#timer)
    document.removeEventListener('visibilitychange', this.#refresh)
    this.#running?.abort()
  }

  hostUpdate(): void {
    const keys = this.#options.keys?.() ?? []
    const isSame = this.#last && keys.every((key, index) => key === this.#last?.[index])
    if (isSame) return
    this.#last = keys
    void this.reload()
  }

  readonly #refresh = () => {
    if (document.visibilityState === 'visible' && !this.isLoading) void this.reload()
  }

  /** Loads again. The current data stays visible until then. */
  async reload(): Promise<void> {
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    this.isLoading = true
    this.#host.requestUpdate()
    try {
      const data = await this.#load(running.signal)
      if (running.signal.aborted) return
      this.data = data
      this.error = undefined
    } catch (error) {
      if (running.signal.aborted) return
      this.error = error
    }
    this.isLoading = false
    this.#host.requestUpdate()
  }

  /** Shows the data, or that it is loading, or why it could not be loaded. */
  show(template: (data: Data) => unknown): TemplateResult {
    const { data, error } = this
    if (error !== undefined)
      return html`
        ${failureBox(error, () => this.reload())}
        ${data === undefined ? '' : template(data)}
      `
    if (data === undefined)
      return html`<p class="loading" role="status"><span class="spinner"></span> Loading…</p>`
    return html`${template(data)}`
  }
}

/** Shows an error, with a button that tries again. */
export const failureBox = (error: unknown, retry?: () => unknown): TemplateResult => html`
  <div class="notice bad" role="alert">
    ${icon('error')}
    <p>${textOf(error)}</p>
    ${retry ? html`<button class="button" @click=${retry}>Try again</button>` : ''}
  </div>
`
