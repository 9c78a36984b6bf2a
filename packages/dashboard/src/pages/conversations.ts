import { unwrap } from '@openparley/client'
import { html } from 'lit'
import { appClient } from '../api/app.ts'
import type { Conversation, ConversationFilter } from '../api/types.ts'
import { restVersion } from '../api/version.ts'
import { appPages } from '../look/app-pages.ts'
import { icon } from '../look/icons.ts'
import { define } from '../parts/define.ts'
import { emptyState } from '../parts/empty.ts'
import { submitted } from '../parts/field.ts'
import { lineOf, titleOf } from '../parts/lines.ts'
import { heading, Page } from '../parts/page.ts'
import { Paged } from '../parts/paged.ts'
import { PageStyles } from '../parts/styles.ts'
import { numberText, timeText } from '../parts/time.ts'
import { goTo, linkTo, setQuery } from '../router.ts'
import { filterOf, type Order, orders } from './conversation/filter.ts'

const path = '/apps/:appId/conversations/:conversationId'

export class ConversationsPage extends Page {
  protected readonly styles = new PageStyles(this, appPages)

  readonly #list = new Paged<Conversation>(
    this,
    async ({ limit, last }) => {
      const filter = filterOf(this.#values)
      const query = {
        limit,
        ...orders[this.#order].query,
        ...(last && { startingAfter: last.id }),
        ...(filter && { filter: JSON.stringify(filter satisfies ConversationFilter) }),
      }
      const found = appClient(this.appId).GET('/conversations', {
        params: { query, header: restVersion },
      })
      return unwrap(await found).data
    },
    { keys: () => [this.appId, this.place.query.toString()], size: 30 },
  )

  get #values() {
    return Object.fromEntries(this.place.query)
  }

  get #order(): Order {
    const { order = '' } = this.#values
    return Object.hasOwn(orders, order) ? (order as Order) : 'active'
  }

  protected override render(): unknown {
    return html`
      ${heading('Conversations', { text: 'All conversations of this app, with their transcripts and participants.' })}
      ${this.#toolbar()}
      <div class="card cards">
        ${this.#list.show(
          (items) => this.#table(items),
          () =>
            filterOf(this.#values)
              ? emptyState('filter', 'Nothing found', 'No conversation of this app matches.')
              : emptyState(
                  'conversation',
                  'No conversations yet',
                  'Conversations are created by your server with putConversation, or by clients if the settings allow it.',
                ),
        )}
      </div>
    `
  }

  #toolbar() {
    const { subject = '', custom = '', messages = '' } = this.#values
    return html`
      <form class="toolbar" role="search" @submit=${this.#find}>
        <div class="field">
          <label for="order">Order</label>
          <select id="order" name="order">
            ${Object.entries(orders).map(
              ([name, { label }]) =>
                html`<option value=${name} ?selected=${name === this.#order}>${label}</option>`,
            )}
          </select>
        </div>
        <div class="field">
          <label for="messages">Messages</label>
          <select id="messages" name="messages">
            <option value="">With or without</option>
            <option value="yes" ?selected=${messages === 'yes'}>With messages</option>
            <option value="no" ?selected=${messages === 'no'}>Without messages</option>
          </select>
        </div>
        <div class="field">
          <label for="subject">Subject is</label>
          <input id="subject" name="subject" autocomplete="off" .value=${subject} />
        </div>
        <div class="field">
          <label for="custom">Custom data</label>
          <input id="custom" name="custom" autocomplete="off" placeholder="key=value" .value=${custom} />
        </div>
        <button class="button primary">${icon('filter')} Show</button>
      </form>
      <form class="toolbar narrow" @submit=${this.#open}>
        <div class="field wide">
          <label for="conversation-id">Id of a conversation</label>
          <input id="conversation-id" name="id" autocomplete="off" spellcheck="false" required />
        </div>
        <button class="button">Open</button>
      </form>
    `
  }

  readonly #find = (event: SubmitEvent) => {
    const { order = '', messages = '', subject = '', custom = '' } = submitted(event)
    setQuery({ order: order === 'active' ? '' : order, messages, subject, custom: custom.trim() })
  }

  readonly #open = (event: SubmitEvent) => {
    const { id = '' } = submitted(event)
    goTo(path, { appId: this.appId, conversationId: id.trim() })
  }

  #table(items: Conversation[]) {
    return html`
      <table>
        <thead>
          <tr><th>Conversation</th><th>Last message</th><th class="number">Participants</th><th>Active</th></tr>
        </thead>
        <tbody>
          ${items.map((one) => {
            const { id, lastMessage, participants, createdAt } = one
            return html`
              <tr>
                <th scope="row">
                  <a href=${linkTo(path, { appId: this.appId, conversationId: id })}>
                    ${titleOf(one)}<span class="sub">${id}</span>
                  </a>
                </th>
                <td data-label="Last message">
                  ${lastMessage ? html`<span class="preview">${lineOf(lastMessage)}</span>` : html`<span class="muted">none</span>`}
                </td>
                <td data-label="Participants" class="number">${numberText(Object.keys(participants).length)}</td>
                <td data-label="Active">${timeText(lastMessage?.createdAt ?? createdAt)}</td>
              </tr>
            `
          })}
        </tbody>
      </table>
    `
  }
}

define('page-conversations', ConversationsPage)
