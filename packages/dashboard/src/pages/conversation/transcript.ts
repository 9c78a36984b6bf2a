import { unwrap } from '@openparley/client'
import { html, type ReactiveController, type ReactiveControllerHost } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { appClient } from '../../api/app.ts'
import { operator } from '../../api/session.ts'
import type { LogEntry, Message } from '../../api/types.ts'
import { restVersion } from '../../api/version.ts'
import { icon } from '../../look/icons.ts'
import type { Confirm } from '../../parts/confirm.ts'
import { lineOf } from '../../parts/lines.ts'
import { Loader } from '../../parts/loader.ts'
import { exactTime, timeText } from '../../parts/time.ts'
import { linkTo } from '../../router.ts'

const pageSize = 50

/** The messages of a conversation. New messages and changes appear while the page is visible. */
export class Transcript implements ReactiveController {
  readonly #loader: Loader<Message[]>
  readonly #ids: () => [appId: string, conversationId: string]
  readonly #confirm: Confirm
  readonly #onChange: () => void
  readonly #host: ReactiveControllerHost & Element
  /** The newest entry of the log about the conversation when the messages were read. */
  #entry: LogEntry['id'] | undefined
  #older: Message[] = []
  #hasOlder = false
  #isAtEnd = true
  #isLive = true

  constructor(
    host: ReactiveControllerHost & Element,
    ids: () => [appId: string, conversationId: string],
    confirm: Confirm,
    onChange: () => void,
  ) {
    this.#host = host
    this.#ids = ids
    this.#confirm = confirm
    this.#onChange = onChange
    this.#loader = new Loader(host, (signal) => this.#load(signal), { keys: ids, every: 2000 })
    host.addController(this)
  }

  get #path() {
    return { conversationId: this.#ids()[1] }
  }

  async #page(last?: Message): Promise<Message[]> {
    const query = { limit: pageSize, ...(last && { startingAfter: last.id }) }
    const params = { path: this.#path, query, header: restVersion }
    const path = '/conversations/{conversationId}/messages'
    return unwrap(await appClient(this.#ids()[0]).GET(path, { params })).data
  }

  /** The newest page, newest first. It is read again only if the log has something new about the conversation. */
  async #load(signal: AbortSignal): Promise<Message[]> {
    const before = this.#loader.data
    if (before && !this.#isLive) return before
    const [appId, conversationId] = this.#ids()
    const query = { conversationId, limit: 1 }
    const [entry] = unwrap(
      await operator.GET('/apps/{appId}/log', { params: { path: { appId }, query } }),
    ).data
    if (before && entry?.id === this.#entry) return before
    const page = await this.#page()
    // The loader ignores the page. If the entry were kept, the page would not be read again.
    signal.throwIfAborted()
    this.#entry = entry?.id
    if (!before) this.#hasOlder = page.length === pageSize
    else {
      this.#keep(before, page)
      this.#onChange()
    }
    return page
  }

  /** Keeps messages in view that are no longer on the newest page because newer messages have arrived. */
  #keep(before: Message[], page: Message[]) {
    const oldest = page.at(-1)
    if (!oldest || page.length < pageSize) return
    const gone = before.filter(({ createdAt }) => createdAt < oldest.createdAt)
    const isGap = gone.length === before.length && before.length > 0
    this.#older = isGap ? [] : [...gone, ...this.#older]
    this.#hasOlder ||= isGap
  }

  readonly #loadOlder = async () => {
    const last = this.#older.at(-1) ?? this.#loader.data?.at(-1)
    const scroller = this.#scroller
    const fromEnd = scroller ? scroller.scrollHeight - scroller.scrollTop : 0
    const page = await this.#page(last)
    this.#older = [...this.#older, ...page]
    this.#hasOlder = page.length === pageSize
    this.#isAtEnd = false
    this.#host.requestUpdate()
    await this.#host.updateComplete
    if (scroller) scroller.scrollTop = scroller.scrollHeight - fromEnd
  }

  get #scroller() {
    return this.#host.querySelector('.transcript')
  }

  hostUpdate(): void {
    const scroller = this.#scroller
    if (!scroller) return
    const { scrollTop, clientHeight, scrollHeight } = scroller
    this.#isAtEnd = scrollTop + clientHeight > scrollHeight - 40
  }

  hostUpdated(): void {
    const scroller = this.#scroller
    if (scroller && this.#isAtEnd) scroller.scrollTop = scroller.scrollHeight
  }

  show(): unknown {
    return html`
      <div class="card-head">
        <h2 id="transcript">Transcript</h2>
        <div class="row">
          <span class="live small ${this.#isLive ? 'on' : ''}">${this.#isLive ? 'Live' : 'Stopped'}</span>
          <button class="button small" type="button" @click=${this.#toggle}>
            ${this.#isLive ? 'Stop' : 'Go on'}
          </button>
        </div>
      </div>
      ${this.#loader.show((newest) => this.#messages([...newest, ...this.#older].toReversed()))}
    `
  }

  readonly #toggle = () => {
    this.#isLive = !this.#isLive
    void this.#loader.reload()
  }

  #messages(messages: Message[]) {
    if (messages.length === 0)
      return html`<p class="none muted">No messages yet. New ones appear here.</p>`
    return html`
      <div class="transcript" tabindex="0" role="region" aria-label="Messages">
        ${
          this.#hasOlder
            ? html`<p class="pager"><button class="button small" type="button" @click=${this.#loadOlder}>Older messages</button></p>`
            : ''
        }
        <ol>
          ${repeat(
            messages,
            ({ id }) => id,
            (message) => this.#message(message),
          )}
        </ol>
      </div>
    `
  }

  #message(message: Message) {
    const { senderId, createdAt, editedAt, reactions, attachment, readBy } = message
    const [appId] = this.#ids()
    const by = senderId
      ? html`<a href=${linkTo('/apps/:appId/users/:userId', { appId, userId: senderId })}>${senderId}</a>`
      : html`<span class="tag">system</span>`
    return html`
      <li class=${senderId ? '' : 'system'}>
        <p class="by small">
          ${by} <time class="muted" datetime=${new Date(createdAt).toISOString()}>${exactTime(createdAt)}</time>
          ${editedAt === null ? '' : html`<span class="muted">edited ${timeText(editedAt)}</span>`}
        </p>
        <p class="text">${
          attachment
            ? html`<a href=${safeUrl(attachment.url)} target="_blank" rel="noopener noreferrer">${lineOf(message)}</a>`
            : lineOf(message)
        }</p>
        ${
          reactions.length + readBy.length > 0
            ? html`<p class="muted small">
                ${reactions.map(({ emoji, count }) => html`<span class="tag">${emoji} ${count}</span> `)}
                ${readBy.length > 0 ? `Read by ${readBy.length > 5 ? `${readBy.length} users` : readBy.join(', ')}` : ''}
              </p>`
            : ''
        }
        <button
          class="icon-button"
          type="button"
          aria-label=${`Delete the message of ${senderId ?? 'the system'}, ${exactTime(createdAt)}`}
          title="Delete"
          @click=${() => this.#delete(message)}
        >
          ${icon('delete')}
        </button>
      </li>
    `
  }

  #delete(message: Message) {
    this.#confirm.ask({
      title: 'Delete the message',
      text: html`“${lineOf(message).slice(0, 200)}” is deleted for everyone. This cannot be undone.`,
      button: 'Delete',
      run: async () => {
        const params = { path: { ...this.#path, messageId: message.id } }
        const path = '/conversations/{conversationId}/messages/{messageId}'
        unwrap(await appClient(this.#ids()[0]).DELETE(path, { params }))
        this.#older = this.#older.filter(({ id }) => id !== message.id)
        await this.#loader.reload()
      },
    })
  }
}

/** The server makes the URLs of files; anything else is not a link. */
const safeUrl = (url: string) => (/^https?:\/\//.test(url) ? url : '#')
