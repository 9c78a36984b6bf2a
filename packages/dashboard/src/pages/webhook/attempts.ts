import { unwrap } from '@openparley/client'
import { html, type ReactiveControllerHost } from 'lit'
import { appClient } from '../../api/app.ts'
import type { WebhookAttempt } from '../../api/types.ts'
import { Action } from '../../parts/action.ts'
import { emptyState } from '../../parts/empty.ts'
import { Loader } from '../../parts/loader.ts'
import { numberText, timeText } from '../../parts/time.ts'
import { showToast } from '../../parts/toast.ts'

const pageSize = 50

/** The attempts to deliver events to a webhook, the newest first. New ones appear while the page is visible. */
export class Attempts {
  readonly #loader: Loader<WebhookAttempt[]>
  readonly #action: Action
  readonly #ids: () => [appId: string, webhookId: string]
  #pages = 1

  constructor(host: ReactiveControllerHost, ids: () => [appId: string, webhookId: string]) {
    this.#ids = ids
    this.#action = new Action(host)
    this.#loader = new Loader(host, () => this.#load(), { keys: ids, every: 3000 })
  }

  get #path() {
    return { webhookId: this.#ids()[1] }
  }

  async #load(): Promise<WebhookAttempt[]> {
    const all: WebhookAttempt[] = []
    for (let page = 0; page < this.#pages && all.length === page * pageSize; page += 1) {
      const last = all.at(-1)
      const query = { limit: pageSize, ...(last && { startingAfter: last.id }) }
      const params = { path: this.#path, query }
      const path = '/webhooks/{webhookId}/attempts'
      all.push(...unwrap(await appClient(this.#ids()[0]).GET(path, { params })).data)
    }
    return all
  }

  reload(): Promise<void> {
    return this.#loader.reload()
  }

  readonly #more = () => {
    this.#pages += 1
    void this.reload()
  }

  #resend(attemptId: string) {
    return this.#action.run(async () => {
      const path = '/webhooks/{webhookId}/attempts/{attemptId}/resend'
      const params = { path: { ...this.#path, attemptId } }
      const { status, error } = unwrap(await appClient(this.#ids()[0]).POST(path, { params }))
      showToast(error === null ? `Delivered: ${status}.` : `Not delivered: ${error}`)
      await this.reload()
    })
  }

  show(): unknown {
    return html`
      <div class="card-head"><h2 id="attempts">Attempts</h2></div>
      ${this.#action.show()}
      ${this.#loader.show((attempts) =>
        attempts.length === 0
          ? emptyState('send', 'Nothing was sent yet', 'Send a test, or wait for an event.')
          : [this.#table(attempts), this.#pager(attempts)],
      )}
    `
  }

  #pager(attempts: WebhookAttempt[]) {
    if (attempts.length < this.#pages * pageSize) return ''
    return html`<div class="pager"><button class="button" type="button" @click=${this.#more}>Load more</button></div>`
  }

  #table(attempts: WebhookAttempt[]) {
    return html`
      <table>
        <thead>
          <tr>
            <th>Event</th><th>When</th><th>Status</th><th class="number">Time</th><th>Response</th>
            <th>Next attempt</th><th><span class="visually-hidden">Actions</span></th>
          </tr>
        </thead>
        <tbody>${attempts.map((one) => this.#row(one))}</tbody>
      </table>
    `
  }

  #row({
    id,
    type,
    eventId,
    createdAt,
    status,
    error,
    duration,
    response,
    nextAttemptAt,
  }: WebhookAttempt) {
    return html`
      <tr>
        <th scope="row"><span class="mono">${type}</span><span class="sub mono">${eventId}</span></th>
        <td data-label="When">${timeText(createdAt)}</td>
        <td data-label="Status"><span class="tag ${error === null ? 'good' : 'bad'}">${status ?? 'none'}</span></td>
        <td data-label="Time" class="number">${numberText(duration)} ms</td>
        <td data-label="Response" class="response small">
          <span class="preview">${error ?? (response || html`<span class="muted">empty</span>`)}</span>
          ${error !== null && response ? html`<span class="sub preview">${response}</span>` : ''}
        </td>
        <td data-label="Next attempt">${timeText(nextAttemptAt, 'none')}</td>
        <td class="tools">
          <button
            class="button small"
            type="button"
            ?disabled=${this.#action.isRunning}
            aria-label=${`Send again: ${type} ${eventId}`}
            @click=${() => this.#resend(id)}
          >
            Send again
          </button>
        </td>
      </tr>
    `
  }
}
