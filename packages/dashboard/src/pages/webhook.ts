import { unwrap } from '@openparley/client'
import { html } from 'lit'
import { appClient } from '../api/app.ts'
import type { Webhook, WebhookWithSecret } from '../api/types.ts'
import { appPages } from '../look/app-pages.ts'
import { icon } from '../look/icons.ts'
import { Action } from '../parts/action.ts'
import { Confirm } from '../parts/confirm.ts'
import { define } from '../parts/define.ts'
import { Loader } from '../parts/loader.ts'
import { heading, Page } from '../parts/page.ts'
import { PageStyles } from '../parts/styles.ts'
import { exactTime, timeText } from '../parts/time.ts'
import { showToast } from '../parts/toast.ts'
import { goTo, linkTo } from '../router.ts'
import { Attempts } from './webhook/attempts.ts'
import { WebhookForm } from './webhook/form.ts'
import { Replay } from './webhook/replay.ts'
import { secretBox } from './webhook/secret.ts'
import { stateTag } from './webhook/state.ts'

const list = '/apps/:appId/webhooks'

export class WebhookPage extends Page {
  protected readonly styles = new PageStyles(this, appPages)
  readonly #confirm = new Confirm(this)
  readonly #action = new Action(this)
  #secret: unknown = ''

  readonly #webhook = new Loader(
    this,
    async () => {
      const params = this.#params
      return unwrap(await appClient(this.appId).GET('/webhooks/{webhookId}', { params }))
    },
    { keys: () => [this.appId, this.#id], every: 5000 },
  )
  readonly #attempts = new Attempts(this, () => [this.appId, this.#id])
  readonly #replay = new Replay(this, () => [this.appId, this.#id])
  readonly #form = new WebhookForm(this, () => {
    showToast('Saved.')
    void this.#webhook.reload()
  })

  get #id(): string {
    return this.place.params.webhookId ?? ''
  }

  get #params() {
    return { path: { webhookId: this.#id } }
  }

  protected override render(): unknown {
    const { data } = this.#webhook
    return html`
      ${heading(data?.url ?? this.#id, {
        text: html`<a href=${linkTo(list, { appId: this.appId })}>Webhooks</a> / ${this.#id}`,
        actions: data && this.#actions(data),
      })}
      ${this.#action.show()} ${this.#secret}
      ${this.#webhook.show((webhook) => [this.#lost(webhook), this.#facts(webhook)])}
      <section class="card cards" aria-labelledby="attempts">${this.#attempts.show()}</section>
      ${this.#form.show()} ${this.#replay.show()} ${this.#confirm.show()}
    `
  }

  #actions(webhook: Webhook) {
    const { isRunning } = this.#action
    const button = (text: string, onClick: () => unknown, look = '') =>
      html`<button class="button ${look}" type="button" ?disabled=${isRunning} @click=${onClick}>${text}</button>`
    return html`
      ${button('Send a test', this.#test, 'primary')}
      ${button('Edit', () => this.#form.open(this.appId, webhook))}
      ${button(webhook.enabled ? 'Disable' : 'Enable', () => this.#enable(!webhook.enabled))}
      ${button('Replay', () => this.#replay.open())}
      ${button('Rotate the secret', this.#rotate)}
      ${button('Delete', () => this.#delete(webhook), 'danger')}
    `
  }

  readonly #test = () =>
    this.#action.run(async () => {
      const params = this.#params
      const path = '/webhooks/{webhookId}/test'
      const { status, error } = unwrap(await appClient(this.appId).POST(path, { params }))
      showToast(error === null ? `Delivered: ${status}.` : `Not delivered: ${error}`)
      await this.#attempts.reload()
    })

  #enable(enabled: boolean) {
    return this.#action.run(async () => {
      const options = { params: this.#params, body: { enabled } }
      this.#webhook.data = unwrap(
        await appClient(this.appId).PATCH('/webhooks/{webhookId}', options),
      )
    })
  }

  readonly #rotate = () =>
    this.#confirm.ask({
      title: 'Rotate the secret',
      text: 'The webhook gets a new secret. For a day, deliveries are signed with the old one as well.',
      button: 'Rotate',
      run: async () => {
        const path = '/webhooks/{webhookId}/rotate'
        const params = this.#params
        const rotated: WebhookWithSecret = unwrap(
          await appClient(this.appId).POST(path, { params, body: {} }),
        )
        this.#secret = secretBox(rotated)
      },
    })

  #delete({ url }: Webhook) {
    this.#confirm.ask({
      title: 'Delete the webhook',
      text: html`Nothing more is sent to <b class="url">${url}</b>, and its attempts are deleted.`,
      button: 'Delete',
      run: async () => {
        const params = this.#params
        unwrap(await appClient(this.appId).DELETE('/webhooks/{webhookId}', { params }))
        showToast('The webhook was deleted.')
        goTo(list, { appId: this.appId })
      },
    })
  }

  #lost({ lost }: Webhook) {
    if (!lost) return ''
    return html`<div class="notice warn" role="status">
      ${icon('error')}
      <p>
        While it was disabled, the log was trimmed: the events from ${exactTime(lost.from)} until ${exactTime(lost.until)} were
        not sent, and cannot be.
      </p>
    </div>`
  }

  #facts(webhook: Webhook) {
    const { id, description, events, ordered, createdAt } = webhook
    return html`
      <section class="card" aria-label="Properties">
        <dl class="facts">
          <dt>State</dt>
          <dd>${stateTag(webhook)}</dd>
          <dt>Id</dt>
          <dd class="mono">${id}</dd>
          <dt>Events</dt>
          <dd>${events === null ? 'All' : events.map((type) => html`<span class="tag">${type}</span> `)}</dd>
          <dt>In order</dt>
          <dd>${ordered ? 'Yes' : 'No'}</dd>
          <dt>Note</dt>
          <dd>${description ?? html`<span class="muted">none</span>`}</dd>
          <dt>Created</dt>
          <dd>${timeText(createdAt)}</dd>
        </dl>
      </section>
    `
  }
}

define('page-webhook', WebhookPage)
