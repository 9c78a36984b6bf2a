import type { ConversationSnapshot } from '@openparley/client'
import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { ConnectionWatch } from '../chat/connection-watch.ts'
import { controls } from '../look/controls.ts'
import { icon } from '../look/icons.ts'
import { tokens } from '../look/tokens.ts'
import { define } from '../session/define.ts'
import { emit } from '../session/events.ts'
import { InView } from '../session/in-view.ts'
import { untilLoaded } from '../session/on-use.ts'
import { SessionHost } from '../session/session-host.ts'
import { Watch } from '../session/watch.ts'
import './conversation-row.ts'
import { withOpened } from './kept.ts'
import { movedBy } from './list-keys.ts'
import { listStyles } from './list-styles.ts'

type Filter = 'all' | 'unread'

/** If fewer pixels than this are left below the visible conversations, more are loaded. */
const ahead = 600

const searchResults = untilLoaded(() => import('./search-results.ts'))

/** The user's conversations, the one with the newest activity first. */
export class ParleyConversationList extends SessionHost {
  static override properties: PropertyDeclarations = {
    selected: {},
    filter: {},
    query: { state: true },
    current: { state: true },
    hasSearch: { state: true },
    isStuck: { state: true },
  }
  static override styles = [tokens, controls, listStyles]

  /** The id of the conversation that is shown as selected. */
  declare selected: string
  /** Which conversations to show: `all` or `unread`. Default: `all`. */
  declare filter: Filter
  /** The words to search for. */
  declare query: string
  /** The id of the row that has the focus, or would get it. */
  declare current: string
  /** Whether the view of the results is loaded. */
  declare hasSearch: boolean
  /** Whether loading more has failed. */
  declare isStuck: boolean

  readonly #inView = new InView(this)
  readonly #conversations = new Watch<ConversationSnapshot[]>(this, {
    keys: () => [this.activeSession, this.filter],
    // On a phone, an open chat hides the list, which then waits.
    isShown: () => this.#inView.isInView,
    // The rows show participants.
    subscribe: (next) =>
      this.activeSession?.subscribeConversations(
        {
          withParticipants: true,
          filter: this.filter === 'unread' ? { isUnread: true } : undefined,
        },
        next,
      ),
  })
  readonly #connection = new ConnectionWatch(this, () => this.activeSession)
  #shown: readonly ConversationSnapshot[] = []
  #isLoading = false
  /** Whether a row had the focus before the update. If the row moves, the browser removes the focus from it. */
  #hadFocus = false

  constructor() {
    super()
    this.selected = ''
    this.filter = 'all'
    this.query = ''
    this.current = ''
    this.hasSearch = false
    this.isStuck = false
  }

  /** Puts the focus on the selected conversation, or on the first. */
  override focus(): void {
    this.focusConversation(this.selected)
  }

  /** Puts the focus on the conversation, or on the first if it is not in the list. */
  focusConversation(conversationId: string): void {
    const results = this.query ? this.renderRoot.querySelector('parley-search-results') : null
    if (results?.count) results.focus()
    else if (results || this.#shown.length === 0) this.renderRoot.querySelector('input')?.focus()
    else this.#moveTo(Math.max(0, this.#placeOf(conversationId)))
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed)
    if (changed.has('filter') || changed.has('selected')) this.isStuck = false
    this.#hadFocus = this.renderRoot instanceof ShadowRoot && this.#rowWithFocus !== null
  }

  get #rowWithFocus(): Element | null {
    return this.shadowRoot?.activeElement?.closest('parley-conversation-row') ?? null
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#hadFocus && !this.#rowWithFocus)
      this.#rowAt(this.#place)?.focus({ preventScroll: true })
    if (changed.has('filter') && changed.get('filter'))
      this.renderRoot.querySelector('.scroller')?.scrollTo({ top: 0 })
    this.#loadAhead()
  }

  /** The place of the row that has the focus, or would get it. */
  get #place(): number {
    return Math.max(0, this.#placeOf(this.current), this.current ? 0 : this.#placeOf(this.selected))
  }

  #placeOf(conversationId: string): number {
    return this.#shown.findIndex(({ id }) => id === conversationId)
  }

  #rowAt(place: number) {
    return this.renderRoot.querySelectorAll('parley-conversation-row')[place]
  }

  #moveTo(place: number): void {
    this.current = this.#shown[place]?.id ?? ''
    void this.updateComplete.then(() => this.#rowAt(place)?.focus())
  }

  readonly #loadAhead = (): void => {
    const scroller = this.renderRoot.querySelector<HTMLElement>('.scroller')
    if (!scroller || this.#isLoading || this.isStuck || this.#conversations.loadedAll) return
    const { scrollTop, clientHeight, scrollHeight } = scroller
    if (clientHeight > 0 && scrollTop + clientHeight > scrollHeight - ahead) void this.#loadMore()
  }

  async #loadMore(): Promise<void> {
    if (!this.#conversations.snapshot) return
    this.#isLoading = true
    this.isStuck = false
    try {
      await this.#conversations.loadMore()
    } catch {
      this.isStuck = true
    }
    this.#isLoading = false
    this.requestUpdate()
  }

  #select(conversationId: string): void {
    this.current = conversationId
    this.selected = conversationId
    emit(this, 'parley-select', { conversationId })
  }

  readonly #keyed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { id } = this.#shown[this.#place] ?? {}
    const goal = movedBy(event.key, this.#place, this.#shown.length)
    if (goal !== undefined) this.#moveTo(goal)
    else if (id !== undefined && (event.key === 'Enter' || event.key === ' ')) this.#select(id)
    else return
    event.preventDefault()
  }

  override render() {
    const { words, query } = this
    const isSearching = query.trim() !== ''
    return html`
      <div class="top">
        ${this.#searchBox()}
        <div role="tablist" part="tabs" aria-label=${words.conversations} ?hidden=${isSearching} @keydown=${this.#tabKeyed}>
          ${this.#tab('all', words.all)} ${this.#tab('unread', words.unreadOnly)}
        </div>
      </div>
      ${isSearching ? this.#results() : nothing}
      ${isSearching && !this.hasSearch ? html`<p class="state" role="status">${words.loading}</p>` : nothing}
      <div class="scroller" role="tabpanel" id="panel" aria-labelledby=${`tab-${this.filter}`} ?hidden=${isSearching} @scroll=${this.#loadAhead}>
        ${this.#list()}
      </div>
    `
  }

  #searchBox() {
    const { words, query } = this
    return html`<div class="search ${query ? 'searching' : ''}" part="search" role="search">
      ${icon('search')}
      <input
        type="search"
        enterkeyhint="search"
        autocomplete="off"
        aria-label=${words.search}
        placeholder=${words.search}
        .value=${query}
        @input=${this.#typed}
        @keydown=${this.#searchKeyed}
      />
      ${
        query
          ? html`<button class="icon-button clear" aria-label=${words.clearSearch} title=${words.clearSearch} @click=${this.#clear}>${icon('close')}</button>`
          : nothing
      }
    </div>`
  }

  readonly #typed = ({ currentTarget }: Event): void => {
    this.query = (currentTarget as HTMLInputElement).value
    if (this.hasSearch) return
    void searchResults().then(() => {
      this.hasSearch = true
    })
  }

  readonly #clear = (): void => {
    this.query = ''
    this.renderRoot.querySelector('input')?.focus()
  }

  readonly #searchKeyed = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    if (event.key === 'Escape' && this.query) this.#clear()
    else if (event.key === 'ArrowDown') this.focusConversation(this.current || this.selected)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #results() {
    return html`<parley-search-results
      class="scroller"
      .session=${this.activeSession}
      .words=${this.words}
      .query=${this.query.trim()}
      @parley-select=${({ detail }: CustomEvent<{ conversationId: string }>) => {
        this.selected = detail.conversationId
      }}
      @focus-lost=${() => this.focusConversation('')}
      @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#clear()}
    ></parley-search-results>`
  }

  #tab(filter: Filter, name: string) {
    const isSelected = this.filter === filter
    return html`<button
      role="tab"
      id=${`tab-${filter}`}
      aria-controls="panel"
      aria-selected=${isSelected}
      tabindex=${isSelected ? 0 : -1}
      @click=${() => {
        this.filter = filter
      }}
    >${name}</button>`
  }

  readonly #tabKeyed = (event: KeyboardEvent): void => {
    const other = { ArrowLeft: -1, ArrowRight: 1, Home: 0, End: 0 }[event.key]
    if (other === undefined) return
    event.preventDefault()
    const goal = { Home: 'all', End: 'unread' }[event.key]
    this.filter = (goal as Filter) ?? (this.filter === 'all' ? 'unread' : 'all')
    this.renderRoot.querySelector<HTMLElement>(`#tab-${this.filter}`)?.focus()
  }

  #list() {
    const { snapshot, error } = this.#conversations
    const { words } = this
    if (!snapshot && (error || this.#connection.state === 'ended'))
      return html`<div class="state" part="error">
        <p role="alert">${error ? words.loadFailed : words.sessionEnded}</p>
        ${error ? html`<button class="button" @click=${() => this.#conversations.restart()}>${words.retry}</button>` : nothing}
      </div>`
    if (!snapshot)
      return html`<p class="visually-hidden" role="status">${words.loading}</p>
        ${Array.from({ length: 6 }, () => html`<div class="waiting"></div>`)}`
    const isUnread = this.filter === 'unread'
    this.#shown = isUnread ? withOpened(snapshot, this.#shown, this.selected) : snapshot
    if (this.#shown.length === 0)
      return html`<div class="state" part="empty">
        ${isUnread ? words.noUnread : html`<slot name="no-conversations">${words.noConversations}</slot>`}
      </div>`
    return html`
      <div role="listbox" aria-label=${words.conversations} @keydown=${this.#keyed}>
        ${repeat(
          this.#shown,
          ({ id }) => id,
          (one, place) => this.#row(one, place),
        )}
      </div>
      ${this.#conversations.loadedAll ? nothing : this.#end()}
    `
  }

  #end() {
    const { words } = this
    return this.isStuck
      ? html`<div class="state"><p role="alert">${words.loadFailed}</p>
          <button class="button" @click=${() => this.#loadMore()}>${words.retry}</button></div>`
      : html`<div class="waiting"></div>`
  }

  #row(conversation: ConversationSnapshot, place: number) {
    const { id } = conversation
    const { loadedAll } = this.#conversations
    return html`<parley-conversation-row
      role="option"
      part="row"
      tabindex=${place === this.#place ? 0 : -1}
      aria-selected=${id === this.selected}
      aria-posinset=${place + 1}
      aria-setsize=${loadedAll ? this.#shown.length : -1}
      .session=${this.activeSession}
      .conversation=${conversation}
      .words=${this.words}
      @click=${() => this.#select(id)}
      @focus=${() => {
        this.current = id
      }}
    ></parley-conversation-row>`
  }
}

define('parley-conversation-list', ParleyConversationList)

declare global {
  interface HTMLElementTagNameMap {
    'parley-conversation-list': ParleyConversationList
  }
}
