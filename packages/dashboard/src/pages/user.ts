import { unwrap } from '@openparley/client'
import { html } from 'lit'
import { appClient } from '../api/app.ts'
import type { User, UserConversation } from '../api/types.ts'
import { restVersion } from '../api/version.ts'
import { appPages } from '../look/app-pages.ts'
import { icon } from '../look/icons.ts'
import { copyButton } from '../parts/copy.ts'
import { define } from '../parts/define.ts'
import { emptyState } from '../parts/empty.ts'
import { Loader } from '../parts/loader.ts'
import { heading, Page } from '../parts/page.ts'
import { Paged } from '../parts/paged.ts'
import { PageStyles } from '../parts/styles.ts'
import { numberText, timeText } from '../parts/time.ts'
import { linkTo } from '../router.ts'
import { Anonymizing } from './user/anonymizing.ts'
import { UserForm } from './user/form.ts'

/** The parts of a user, in the order in which they are shown. */
const fields = {
  role: 'Role',
  email: 'Email',
  phone: 'Phone',
  locale: 'Locale',
  photoUrl: 'Picture',
  headerPhotoUrl: 'Header picture',
  welcomeMessage: 'Welcome message',
  availabilityText: 'Availability',
  pushTokens: 'Push tokens',
} as const satisfies Partial<Record<keyof User, string>>

export class UserPage extends Page {
  protected readonly styles = new PageStyles(this, appPages)

  readonly #user = new Loader(
    this,
    async () => {
      const client = appClient(this.appId)
      const params = { path: { userId: this.#userId } }
      const [user, sessions] = await Promise.all([
        client.GET('/users/{userId}', { params }),
        client.GET('/users/{userId}/sessions', { params }),
      ])
      return { user: unwrap(user), sessions: unwrap(sessions) }
    },
    { keys: () => [this.appId, this.#userId], every: 10_000 },
  )

  readonly #conversations = new Paged<UserConversation>(
    this,
    async ({ limit, last }) => {
      const query = { limit, ...(last && { startingAfter: last.id }) }
      const params = { path: { userId: this.#userId }, query, header: restVersion }
      const found = await appClient(this.appId).GET('/users/{userId}/conversations', { params })
      return unwrap(found).data
    },
    { keys: () => [this.appId, this.#userId], size: 20 },
  )

  readonly #form = new UserForm(this, () => this.#user.reload())
  readonly #anonymizing = new Anonymizing(
    this,
    () => [this.appId, this.#userId],
    async () => {
      await Promise.all([this.#user.reload(), this.#conversations.reload()])
    },
  )

  get #userId(): string {
    return this.place.params.userId ?? ''
  }

  protected override render(): unknown {
    const { data } = this.#user
    return html`
      ${heading(data?.user.name ?? this.#userId, {
        text: html`<a href=${linkTo('/apps/:appId/users', { appId: this.appId })}>Users</a> / ${this.#userId}`,
        actions: data && this.#actions(data.user),
      })}
      ${this.#anonymizing.show()}
      ${this.#user.show(({ user, sessions }) => [this.#facts(user, sessions.length), this.#joined()])}
      ${this.#form.show()} ${this.#anonymizing.showDialog()}
    `
  }

  #joined() {
    return html`
      <section class="card cards" aria-labelledby="user-conversations">
        <div class="card-head"><h2 id="user-conversations">Conversations</h2></div>
        ${this.#conversations.show(
          (items) => this.#table(items),
          () => emptyState('conversation', 'No conversations', 'This user is in no conversation.'),
        )}
      </section>
    `
  }

  #actions(user: User) {
    return html`
      <button class="button" type="button" @click=${() => this.#form.open(this.appId, user)}>
        ${icon('edit')} Edit
      </button>
      <button class="button danger" type="button" @click=${() => this.#anonymizing.open()}>
        ${icon('delete')} Remove personal data
      </button>
    `
  }

  #facts(user: User, sessions: number) {
    const custom = Object.entries(user.custom)
    return html`
      <section class="card" aria-label="Profile">
        <dl class="facts">
          <dt>Id</dt>
          <dd class="row">${user.id} ${copyButton(user.id, 'the id')}</dd>
          <dt>Now</dt>
          <dd>
            ${
              sessions > 0
                ? html`<span class="tag good">online${sessions > 1 ? `, ${sessions} sessions` : ''}</span>`
                : html`<span class="tag">offline</span>`
            }
          </dd>
          ${Object.entries(fields).map(([name, label]) => {
            const text = textOf(user[name as keyof typeof fields])
            return html`<dt>${label}</dt><dd>${text || html`<span class="muted">none</span>`}</dd>`
          })}
          <dt>Created</dt>
          <dd>${timeText(user.createdAt)}</dd>
        </dl>
      </section>
      <section class="card" aria-labelledby="user-custom">
        <div class="card-head"><h2 id="user-custom">Custom data</h2></div>
        ${
          custom.length === 0
            ? html`<p class="none muted">None.</p>`
            : html`<dl class="facts">
                ${custom.map(([key, value]) => html`<dt class="mono">${key}</dt><dd>${value}</dd>`)}
              </dl>`
        }
      </section>
    `
  }

  #table(items: UserConversation[]) {
    return html`
      <table>
        <thead>
          <tr><th>Conversation</th><th>Access</th><th class="number">Unread</th><th>Last message</th></tr>
        </thead>
        <tbody>
          ${items.map((one) => {
            const href = linkTo('/apps/:appId/conversations/:conversationId', {
              appId: this.appId,
              conversationId: one.id,
            })
            const own = one.participants[this.#userId]
            return html`
              <tr>
                <th scope="row"><a href=${href}>${one.subject ?? one.id}<span class="sub">${one.id}</span></a></th>
                <td data-label="Access"><span class="tag">${own?.access ?? 'None'}</span></td>
                <td data-label="Unread" class="number">${numberText(one.unreadMessageCount)}</td>
                <td data-label="Last message">
                  ${one.lastMessage ? timeText(one.lastMessage.createdAt) : html`<span class="muted">none</span>`}
                </td>
              </tr>
            `
          })}
        </tbody>
      </table>
    `
  }
}

const textOf = (value: unknown): unknown =>
  value === null
    ? ''
    : Array.isArray(value)
      ? value.join(', ')
      : typeof value === 'object'
        ? Object.keys(value).join(', ')
        : value

define('page-user', UserPage)
