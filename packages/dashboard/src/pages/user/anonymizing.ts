import { unwrap } from '@openparley/client'
import { html, nothing, type ReactiveControllerHost } from 'lit'
import { operator } from '../../api/session.ts'
import type { Anonymization, AnonymizationToCreate } from '../../api/types.ts'
import { Action } from '../../parts/action.ts'
import { Dialog } from '../../parts/dialog.ts'
import { field, inputField, submitted } from '../../parts/field.ts'
import { Loader } from '../../parts/loader.ts'
import { numberText, timeText } from '../../parts/time.ts'

/** Removes the personal data of a user, and shows the progress. */
export class Anonymizing {
  readonly #dialog: Dialog
  readonly #action: Action
  readonly #host: ReactiveControllerHost
  readonly #state: Loader<Anonymization>
  readonly #ids: () => [appId: string, userId: string]
  readonly #onDone: () => unknown
  #typed = ''

  constructor(
    host: ReactiveControllerHost,
    ids: () => [appId: string, userId: string],
    onDone: () => unknown,
  ) {
    this.#host = host
    this.#ids = ids
    this.#onDone = onDone
    this.#dialog = new Dialog(host)
    this.#action = new Action(host)
    this.#state = new Loader(
      host,
      async () => {
        const before = this.#state.data
        if (before && before.state !== 'running') return before
        const now = unwrap(
          await operator.GET('/apps/{appId}/users/{userId}/anonymization', this.#params),
        )
        if (before && now.state === 'done') this.#onDone()
        return now
      },
      { keys: ids, every: 2000 },
    )
  }

  get #params() {
    const [appId, userId] = this.#ids()
    return { params: { path: { appId, userId } } }
  }

  open(): void {
    this.#typed = ''
    this.#action.clear()
    this.#dialog.open()
  }

  async #start(event: SubmitEvent) {
    const { name = '', messages, text = '', conversations } = submitted(event)
    const body: AnonymizationToCreate = {
      ...(name && { name }),
      ...(text && { text }),
      messages: messages as NonNullable<AnonymizationToCreate['messages']>,
      conversations: conversations === 'on',
    }
    const begun = await this.#action.run(async () => {
      this.#state.data = unwrap(
        await operator.POST('/apps/{appId}/users/{userId}/anonymization', {
          ...this.#params,
          body,
        }),
      )
    })
    if (!begun) return
    this.#dialog.close()
    this.#onDone()
  }

  /** Shows the progress, if an anonymization was requested. */
  show(): unknown {
    const state = this.#state.data
    if (!state || state.state === 'none') return nothing
    const counts = `${numberText(state.redactedMessages)} messages redacted, ${numberText(state.deletedMessages)} deleted,
      ${numberText(state.removedReactions)} reactions removed, ${numberText(state.clearedConversations)} conversations cleared`
    return state.state === 'running'
      ? html`<div class="notice" role="status">
          <span class="spinner"></span>
          <p>Personal data is being removed: ${numberText(state.checkedMessages)} messages checked, ${counts}.</p>
        </div>`
      : html`<div class="notice good" role="status">
          <p>Personal data was removed ${timeText(state.finishedAt)}: ${counts}.</p>
        </div>`
  }

  showDialog(): unknown {
    const [, userId] = this.#ids()
    return this.#dialog.show(
      'Remove personal data',
      () => html`
        <form @submit=${(event: SubmitEvent) => this.#start(event)}>
          <p>
            Name, email, phone, pictures, texts, custom data, push tokens and reactions of this user are removed, in the
            event log as well. The id, role and locale stay. This cannot be undone, and does not change backups.
          </p>
          ${inputField({ id: 'anon-name', name: 'name', label: 'New name', value: 'Deleted user' })}
          ${field(
            { id: 'anon-messages', label: 'Messages of the user' },
            html`<select id="anon-messages" name="messages">
              <option value="redact">Replace their text</option>
              <option value="delete">Delete them</option>
              <option value="keep">Keep them</option>
            </select>`,
          )}
          ${inputField({ id: 'anon-text', name: 'text', label: 'Text instead', value: '[removed]' })}
          <label class="check">
            <input type="checkbox" name="conversations" />
            <span>Also clear subject, picture and custom data of the user's conversations</span>
          </label>
          ${inputField({
            id: 'anon-typed',
            label: `Type ${userId} to confirm`,
            value: this.#typed,
            onInput: (value) => {
              this.#typed = value
              this.#host.requestUpdate()
            },
          })}
          ${this.#action.show()}
          <div class="buttons">
            <button class="button" type="button" @click=${() => this.#dialog.close()}>Cancel</button>
            <button class="button danger primary" ?disabled=${this.#typed !== userId || this.#action.isRunning}>
              ${this.#action.isRunning ? 'Removing…' : 'Remove'}
            </button>
          </div>
        </form>
      `,
    )
  }
}
