import { unwrap } from '@openparley/client'
import { html } from 'lit'
import { appClient } from '../api/app.ts'
import type { Webhook } from '../api/types.ts'
import { appPages } from '../look/app-pages.ts'
import { icon } from '../look/icons.ts'
import { define } from '../parts/define.ts'
import { emptyState } from '../parts/empty.ts'
import { Loader } from '../parts/loader.ts'
import { heading, Page } from '../parts/page.ts'
import { PageStyles } from '../parts/styles.ts'
import { timeText } from '../parts/time.ts'
import { linkTo } from '../router.ts'
import { WebhookForm } from './webhook/form.ts'
import { secretBox } from './webhook/secret.ts'
import { stateTag } from './webhook/state.ts'

export class WebhooksPage extends Page {
  protected readonly styles = new PageStyles(this, appPages)
  #secret: unknown = ''

  readonly #webhooks = new Loader(
    this,
    async () => unwrap(await appClient(this.appId).GET('/webhooks')).data,
    { keys: () => [this.appId], every: 10_000 },
  )

  readonly #form = new WebhookForm(this, (made) => {
    if ('secret' in made) this.#secret = secretBox(made)
    void this.#webhooks.reload()
  })

  protected override render(): unknown {
    return html`
      ${heading('Webhooks', {
        text: 'URLs of your own servers to which the events of this app are sent.',
        actions: html`
          <button class="button primary" type="button" @click=${() => this.#form.open(this.appId)}>
            ${icon('plus')} New webhook
          </button>
        `,
      })}
      ${this.#secret}
      ${this.#webhooks.show((webhooks) =>
        webhooks.length === 0
          ? html`<div class="card">${emptyState(
              'webhook',
              'No webhooks yet',
              'A webhook tells your server of new messages, users who read them, and more, within a second.',
            )}</div>`
          : html`<div class="card cards">${this.#table(webhooks)}</div>`,
      )}
      ${this.#form.show()}
    `
  }

  #table(webhooks: Webhook[]) {
    return html`
      <table>
        <thead>
          <tr><th>URL</th><th>Events</th><th>State</th><th>Created</th></tr>
        </thead>
        <tbody>
          ${webhooks.map((one) => {
            const { id, url, description, events, createdAt } = one
            return html`
              <tr>
                <th scope="row">
                  <a href=${linkTo('/apps/:appId/webhooks/:webhookId', { appId: this.appId, webhookId: id })}>
                    ${url}<span class="sub">${description ?? id}</span>
                  </a>
                </th>
                <td data-label="Events">
                  ${events === null ? 'All' : events.length > 2 ? `${events.length} types` : events.join(', ')}
                </td>
                <td data-label="State">${stateTag(one)}</td>
                <td data-label="Created">${timeText(createdAt)}</td>
              </tr>
            `
          })}
        </tbody>
      </table>
    `
  }
}

define('page-webhooks', WebhooksPage)
