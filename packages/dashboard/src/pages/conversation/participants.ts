import { unwrap } from '@openparley/client'
import { html, type ReactiveControllerHost } from 'lit'
import { appClient } from '../../api/app.ts'
import { textOf } from '../../api/problems.ts'
import type { Conversation, Participant } from '../../api/types.ts'
import { icon } from '../../look/icons.ts'
import type { Confirm } from '../../parts/confirm.ts'
import { Paged } from '../../parts/paged.ts'
import { numberText, timeText } from '../../parts/time.ts'
import { showToast } from '../../parts/toast.ts'
import { linkTo } from '../../router.ts'

type Access = 'ReadWrite' | 'Read'

const accesses = { ReadWrite: 'Reads and writes', Read: 'Only reads' }
const notifies = { true: 'Every message', MentionsOnly: 'Mentions', false: 'Nothing' }

/** The participants of a conversation: their access, when they are notified, and which messages they have read. */
export class Participants {
  readonly #list: Paged<Participant>
  readonly #ids: () => [appId: string, conversationId: string]
  readonly #confirm: Confirm

  constructor(
    host: ReactiveControllerHost,
    ids: () => [appId: string, conversationId: string],
    confirm: Confirm,
  ) {
    this.#ids = ids
    this.#confirm = confirm
    this.#list = new Paged(
      host,
      async ({ limit, last }) => {
        const [appId, conversationId] = ids()
        const query = { limit, ...(last && { startingAfter: last.userId }) }
        const params = { path: { conversationId }, query }
        const found = appClient(appId).GET('/conversations/{conversationId}/participants', {
          params,
        })
        return unwrap(await found).data
      },
      { keys: ids },
    )
  }

  /** Loads the list again, unless more than the first page is shown. */
  async reload(): Promise<void> {
    if (this.#list.items.length <= 50) await this.#list.reload()
  }

  show(all: Conversation['participants']): unknown {
    return html`
      <div class="card-head">
        <h2 id="participants">Participants</h2>
        <span class="muted small">${numberText(Object.keys(all).length)}</span>
      </div>
      ${this.#list.show(
        (items) => html`<ul class="people">${items.map((one) => this.#row(one))}</ul>`,
        () => html`<p class="none muted">Nobody has access.</p>`,
      )}
    `
  }

  #row(one: Participant) {
    const { userId, access, notify, readUntil, isUnread, joinedAt } = one
    const [appId] = this.#ids()
    return html`
      <li>
        <div class="row spread">
          <a href=${linkTo('/apps/:appId/users/:userId', { appId, userId })}>${userId}</a>
          <button
            class="icon-button"
            type="button"
            aria-label=${`Remove ${userId}`}
            title="Remove"
            @click=${() => this.#remove(userId)}
          >
            ${icon('close')}
          </button>
        </div>
        <div class="row">
          ${select(`Access of ${userId}`, accesses, access, (value) => this.#change(userId, { access: value as Access }))}
          ${select(`Notifications of ${userId}`, notifies, String(notify), (value) =>
            this.#change(userId, {
              notify: value === 'MentionsOnly' ? 'MentionsOnly' : value === 'true',
            }),
          )}
        </div>
        <p class="muted small">
          ${readUntil === null ? 'Has read nothing' : html`Has read up to ${timeText(readUntil)}`}${isUnread ? ', has unread messages' : ''}.
          Joined ${timeText(joinedAt)}.
        </p>
      </li>
    `
  }

  async #change(userId: string, body: { access?: Access; notify?: boolean | 'MentionsOnly' }) {
    const [appId, conversationId] = this.#ids()
    const params = { path: { conversationId, userId } }
    try {
      const path = '/conversations/{conversationId}/participants/{userId}'
      unwrap(await appClient(appId).PATCH(path, { params, body }))
      showToast('Saved.')
    } catch (error) {
      showToast(textOf(error))
    }
    await this.reload()
  }

  #remove(userId: string) {
    const [appId, conversationId] = this.#ids()
    this.#confirm.ask({
      title: 'Remove the participant',
      text: html`<b>${userId}</b> leaves the conversation. Their messages stay.`,
      button: 'Remove',
      run: async () => {
        const params = { path: { conversationId, userId } }
        const path = '/conversations/{conversationId}/participants/{userId}'
        unwrap(await appClient(appId).DELETE(path, { params }))
        await this.reload()
      },
    })
  }
}

const select = (
  label: string,
  options: Record<string, string>,
  value: string,
  onChange: (value: string) => Promise<void>,
) => html`
  <select
    class="compact"
    aria-label=${label}
    .value=${value}
    @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}
  >
    ${Object.entries(options).map(
      ([name, text]) => html`<option value=${name} ?selected=${name === value}>${text}</option>`,
    )}
  </select>
`
