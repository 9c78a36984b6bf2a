import { unwrap } from '@openparley/client'
import { html, type ReactiveControllerHost } from 'lit'
import { appClient } from '../../api/app.ts'
import { Action } from '../../parts/action.ts'
import { Dialog } from '../../parts/dialog.ts'
import { inputField, submitted } from '../../parts/field.ts'
import { showToast } from '../../parts/toast.ts'

const hour = 3_600_000

/** A time as the input for local times has it, such as `2026-11-22T07:00`. */
const localText = (time: number) =>
  new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

/** The dialog in which the events since a time are sent again. */
export class Replay {
  readonly #dialog: Dialog
  readonly #action: Action
  readonly #ids: () => [appId: string, webhookId: string]
  #since = ''

  constructor(host: ReactiveControllerHost, ids: () => [appId: string, webhookId: string]) {
    this.#ids = ids
    this.#dialog = new Dialog(host)
    this.#action = new Action(host)
  }

  open(): void {
    this.#since = localText(Date.now() - hour)
    this.#action.clear()
    this.#dialog.open()
  }

  readonly #submit = async (event: SubmitEvent) => {
    const { since = '' } = submitted(event)
    const done = await this.#action.run(async () => {
      const [appId, webhookId] = this.#ids()
      const options = {
        params: { path: { webhookId } },
        body: { since: new Date(since).getTime() },
      }
      unwrap(await appClient(appId).POST('/webhooks/{webhookId}/replay', options))
    })
    if (!done) return
    this.#dialog.close()
    showToast('The events are being sent again.')
  }

  show(): unknown {
    return this.#dialog.show(
      'Replay',
      () => html`
        <form @submit=${this.#submit}>
          <p>
            Sends all events since a time again, with the same ids as before, so that a receiver can skip those that it has. The
            log has the events of a limited time.
          </p>
          ${inputField({
            id: 'replay-since',
            name: 'since',
            type: 'datetime-local',
            label: 'Since',
            value: this.#since,
            required: true,
            hint: 'In the time zone of this browser.',
            fault: this.#action.faultAt('#/since'),
          })}
          ${this.#action.show()}
          <div class="buttons">
            <button class="button" type="button" @click=${() => this.#dialog.close()}>Cancel</button>
            <button class="button primary" ?disabled=${this.#action.isRunning}>Send again</button>
          </div>
        </form>
      `,
    )
  }
}
