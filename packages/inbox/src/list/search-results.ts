import type {
  ConversationSearch,
  ConversationSnapshot,
  MessageSearch,
  SearchMessageSnapshot,
  Session,
} from '@openparley/client'
import { css, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from 'lit'
import { controls } from '../look/controls.ts'
import { tokens } from '../look/tokens.ts'
import { define } from '../session/define.ts'
import { emit } from '../session/events.ts'
import { en } from '../words/en.ts'
import type { Words } from '../words/words.ts'
import './conversation-row.ts'
import { movedBy } from './list-keys.ts'

/** Milliseconds after the last key until a search starts. */
const pause = 150

type Status = 'searching' | 'canLoadMore' | 'loadedAll'

interface Found<Result> {
  results: readonly Result[]
  status: Status
}

/** The rows show participants. */
const withParticipants = { withParticipants: true }

const nothingYet = { results: [], status: 'searching' } as const

/** The results of a search: conversations, and messages to jump to. */
export class SearchResults extends LitElement {
  static override properties: PropertyDeclarations = {
    session: { attribute: false },
    query: { attribute: false },
    words: { attribute: false },
    conversations: { state: true },
    messages: { state: true },
    error: { state: true },
    place: { state: true },
  }
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
      }

      h3 {
        margin: 0;
        padding: 14px var(--_space) 4px;
        color: var(--_muted);
        font-size: var(--_small);
        font-weight: 600;
      }

      .more {
        width: calc(100% - 2 * var(--_space));
        margin: 4px var(--_space);
      }

      .state {
        margin: 0;
        padding: 32px 24px;
        color: var(--_muted);
        text-align: center;
      }
    `,
  ]

  declare session: Session | undefined
  declare query: string
  declare words: Words
  declare conversations: Found<ConversationSnapshot>
  declare messages: Found<SearchMessageSnapshot>
  declare error: boolean
  /** The place of the row that has the focus, or would get it, in both lists together. */
  declare place: number
  #searches: [ConversationSearch, MessageSearch] | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  /** The ids of conversations that the user has left since the search. */
  readonly #gone = new Set<string>()

  constructor() {
    super()
    this.query = ''
    this.words = en
    this.#clear()
  }

  /** Puts the focus on the first result, or on the one that had the focus. */
  override focus(): void {
    this.#moveTo(Math.max(0, Math.min(this.place, this.count - 1)))
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
  }

  /** How many results there are. */
  get count(): number {
    return this.conversations.results.length + this.messages.results.length
  }

  #clear(): void {
    this.#gone.clear()
    this.conversations = nothingYet
    this.messages = nothingYet
    this.error = false
    this.place = 0
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) this.#searches = undefined
    if (!changed.has('session') && !changed.has('query')) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#search(), pause)
  }

  async #search(): Promise<void> {
    const { session, query } = this
    if (!session || !query) return
    this.#clear()
    this.#searches ??= [
      session.searchConversations((results, status) => {
        this.conversations = { results: results.filter(({ id }) => !this.#gone.has(id)), status }
      }, withParticipants),
      session.searchMessages((results, status) => {
        this.messages = {
          results: results.filter(({ conversation }) => !this.#gone.has(conversation.id)),
          status,
        }
      }, withParticipants),
    ]
    await this.#reported(Promise.all(this.#searches.map((search) => search.setQuery(query))))
  }

  /** Removes results from conversations that the user has left. */
  #drop(goneId: string): void {
    const { conversations, messages } = this
    const hadFocus = this.matches(':focus-within')
    this.#gone.add(goneId)
    this.conversations = {
      ...conversations,
      results: conversations.results.filter(({ id }) => id !== goneId),
    }
    this.messages = {
      ...messages,
      results: messages.results.filter(({ conversation }) => conversation.id !== goneId),
    }
    if (hadFocus) this.dispatchEvent(new Event('focus-lost'))
  }

  async #reported(call: Promise<unknown>): Promise<void> {
    const { query } = this
    try {
      await call
    } catch {
      if (query === this.query) this.error = true
    }
  }

  get #rows() {
    return [...this.renderRoot.querySelectorAll('parley-conversation-row')]
  }

  #moveTo(place: number): void {
    this.place = place
    void this.updateComplete.then(() => this.#rows[place]?.focus())
  }

  readonly #keyed = (event: KeyboardEvent): void => {
    const goal = movedBy(event.key, this.place, this.#rows.length)
    if (goal !== undefined) this.#moveTo(goal)
    else if (event.key === 'Enter' || event.key === ' ') this.#rows[this.place]?.click()
    else return
    event.preventDefault()
  }

  #select(place: number, conversationId: string, messageId?: string): void {
    this.place = place
    emit(this, 'parley-select', { conversationId, ...(messageId && { messageId }) })
  }

  override render() {
    const { conversations, messages, words, error } = this
    const isSearching = [conversations, messages].some(({ status }) => status === 'searching')
    const { count } = this
    const offset = conversations.results.length
    return html`
      <div role="status">${this.#status(isSearching, count)}</div>
      ${error ? html`<p class="state" role="alert">${words.loadFailed}</p>` : nothing}
      ${this.#section(words.foundConversations, conversations, 0, (one) =>
        this.#row(one, conversations.results.indexOf(one)),
      )}
      ${this.#section(words.foundMessages, messages, 1, (one) =>
        this.#row(one.conversation, offset + messages.results.indexOf(one), one.message),
      )}
    `
  }

  #status(isSearching: boolean, count: number) {
    const { words, conversations, messages, error } = this
    if (isSearching && count === 0 && !error) return html`<p class="state">${words.loading}</p>`
    if (isSearching || error) return nothing
    if (count === 0) return html`<p class="state">${words.nothingFound}</p>`
    return html`<span class="visually-hidden">
      ${words.foundConversations}: ${conversations.results.length}, ${words.foundMessages}: ${messages.results.length}
    </span>`
  }

  #section<Result>(
    name: string,
    { results, status }: Found<Result>,
    which: 0 | 1,
    row: (result: Result) => unknown,
  ) {
    if (results.length === 0) return nothing
    return html`
      <h3>${name}</h3>
      <div role="listbox" aria-label=${name} @keydown=${this.#keyed}>${results.map(row)}</div>
      ${
        status === 'loadedAll'
          ? nothing
          : html`<button class="button more" aria-label=${`${this.words.more}: ${name}`} @click=${() => this.#more(which)}>${this.words.more}</button>`
      }
    `
  }

  /** The focus goes to the first of the new results. */
  async #more(which: 0 | 1): Promise<void> {
    const found = () => this.conversations.results.length + which * this.messages.results.length
    const before = found()
    const search = this.#searches?.[which]
    if (search) await this.#reported(search.loadMore())
    if (found() > before) this.#moveTo(before)
  }

  #row(
    conversation: ConversationSnapshot,
    place: number,
    message?: SearchMessageSnapshot['message'],
  ) {
    return html`<parley-conversation-row
      role="option"
      aria-selected="false"
      tabindex=${place === this.place ? 0 : -1}
      .session=${this.session}
      .conversation=${conversation}
      .message=${message}
      .query=${this.query}
      .words=${this.words}
      @click=${() => this.#select(place, conversation.id, message?.id)}
      @row-gone=${() => this.#drop(conversation.id)}
    ></parley-conversation-row>`
  }
}

define('parley-search-results', SearchResults)

declare global {
  interface HTMLElementTagNameMap {
    'parley-search-results': SearchResults
  }
}
