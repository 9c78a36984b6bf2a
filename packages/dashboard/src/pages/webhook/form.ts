import { webhookEvents } from 'document:events'
import { unwrap } from '@openparley/client'
import { html, type ReactiveControllerHost } from 'lit'
import { appClient } from '../../api/app.ts'
import type { Webhook, WebhookEventType, WebhookWithSecret } from '../../api/types.ts'
import { Action } from '../../parts/action.ts'
import { Dialog } from '../../parts/dialog.ts'
import { inputField } from '../../parts/field.ts'

/** The dialog in which a webhook is created or changed. */
export class WebhookForm {
  readonly #host: ReactiveControllerHost
  readonly #dialog: Dialog
  readonly #action: Action
  readonly #onSaved: (webhook: Webhook | WebhookWithSecret) => void
  #appId = ''
  #webhook: Webhook | undefined
  #isAll = true

  constructor(
    host: ReactiveControllerHost,
    onSaved: (webhook: Webhook | WebhookWithSecret) => void,
  ) {
    this.#host = host
    this.#dialog = new Dialog(host)
    this.#action = new Action(host)
    this.#onSaved = onSaved
  }

  /** Opens the form for a new webhook, or for an existing webhook. */
  open(appId: string, webhook?: Webhook): void {
    this.#appId = appId
    this.#webhook = webhook
    this.#isAll = webhook === undefined || webhook.events === null
    this.#action.clear()
    this.#dialog.open()
  }

  readonly #save = async (event: SubmitEvent) => {
    event.preventDefault()
    const values = new FormData(event.target as HTMLFormElement)
    const body = {
      url: String(values.get('url')).trim(),
      description: String(values.get('description')) || null,
      events: this.#isAll ? null : (values.getAll('events') as WebhookEventType[]),
      ordered: values.has('ordered'),
    }
    await this.#action.run(async () => {
      const saved = await this.#send(body)
      this.#dialog.close()
      this.#onSaved(saved)
    })
  }

  async #send(body: Pick<Webhook, 'url' | 'description' | 'events' | 'ordered'>) {
    const client = appClient(this.#appId)
    if (!this.#webhook) return unwrap(await client.POST('/webhooks', { body }))
    const params = { path: { webhookId: this.#webhook.id } }
    return unwrap(await client.PATCH('/webhooks/{webhookId}', { params, body }))
  }

  show(): unknown {
    const { url = '', description, ordered = true } = this.#webhook ?? {}
    return this.#dialog.show(
      this.#webhook ? 'Edit the webhook' : 'New webhook',
      () => html`
        <form @submit=${this.#save}>
          ${inputField({
            id: 'webhook-url',
            name: 'url',
            label: 'URL',
            value: url,
            type: 'url',
            required: true,
            placeholder: 'https://shop.example/webhooks/parley',
            hint: 'It begins with https:, and its host is public, unless WEBHOOK_ALLOW lists its network.',
            fault: this.#action.faultAt('#/url'),
          })}
          ${inputField({
            id: 'webhook-description',
            name: 'description',
            label: 'Note',
            value: description ?? '',
            fault: this.#action.faultAt('#/description'),
          })}
          ${this.#events()}
          <label class="check">
            <input type="checkbox" name="ordered" .checked=${ordered} />
            <span>
              In order
              <span class="sub">The events of a conversation, and those of a user, wait for each other.</span>
            </span>
          </label>
          ${this.#action.show()}
          <div class="buttons">
            <button class="button" type="button" @click=${() => this.#dialog.close()}>Cancel</button>
            <button class="button primary" ?disabled=${this.#action.isRunning}>${this.#webhook ? 'Save' : 'Create'}</button>
          </div>
        </form>
      `,
    )
  }

  #events() {
    const { events } = this.#webhook ?? {}
    const choose = (isAll: boolean) => () => {
      this.#isAll = isAll
      this.#host.requestUpdate()
    }
    return html`
      <fieldset class="stack">
        <legend>Events</legend>
        <label class="check">
          <input type="radio" name="which" .checked=${this.#isAll} @change=${choose(true)} />
          <span>All, also those of later versions</span>
        </label>
        <label class="check">
          <input type="radio" name="which" .checked=${!this.#isAll} @change=${choose(false)} />
          <span>Only these</span>
        </label>
        ${
          this.#isAll
            ? ''
            : html`<div class="events">
                ${webhookEvents.map(
                  ([type, summary]) => html`
                    <label class="check">
                      <input
                        type="checkbox"
                        name="events"
                        value=${type}
                        .checked=${events?.includes(type) ?? type === 'message.sent'}
                      />
                      <span><span class="mono">${type}</span><span class="sub">${summary}</span></span>
                    </label>
                  `,
                )}
              </div>`
        }
      </fieldset>
    `
  }
}
