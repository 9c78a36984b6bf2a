import { type Client, unwrap } from '@openparley/client'
import { html } from 'lit'
import { appClient } from '../api/app.ts'
import type { User } from '../api/types.ts'
import { appPages } from '../look/app-pages.ts'
import { icon } from '../look/icons.ts'
import { define } from '../parts/define.ts'
import { emptyState } from '../parts/empty.ts'
import { submitted } from '../parts/field.ts'
import { heading, Page } from '../parts/page.ts'
import { Paged, type PageRequest } from '../parts/paged.ts'
import { PageStyles } from '../parts/styles.ts'
import { numberText, timeText } from '../parts/time.ts'
import { linkTo, setQuery } from '../router.ts'

/** Max users that one search goes through before it asks whether to go on. */
const searchedAtOnce = 2000
const pageSize = 100

const words = ({ id, name, email, phone }: User) =>
  [id, name, ...(email ?? []), ...(phone ?? [])].join('\n').toLowerCase()

export class UsersPage extends Page {
  protected readonly styles = new PageStyles(this, appPages)
  /** Where the search continues, and how many users it has checked. */
  #at: string | undefined
  #searched = 0

  readonly #users = new Paged<User>(this, (wanted) => this.#load(wanted), {
    keys: () => [this.appId, this.#query, this.#isOnline],
  })

  get #query(): string {
    return this.place.query.get('q') ?? ''
  }

  get #isOnline(): boolean {
    return this.place.query.get('online') === '1'
  }

  async #load({ limit, last, isFirst }: PageRequest<User>) {
    const client = appClient(this.appId)
    return this.#query ? this.#search(client, isFirst) : this.#page(client, limit, last?.id)
  }

  async #page(client: Client, limit: number, last: string | undefined): Promise<User[]> {
    const query = {
      limit,
      ...(last !== undefined && { startingAfter: last }),
      ...(this.#isOnline && { isOnline: true }),
    }
    return unwrap(await client.GET('/users', { params: { query } })).data
  }

  /**
   * The user with this id, if there is one. In a batch, so that the browser reports no failed call if the object does
   * not exist.
   */
  async #withId(client: Client): Promise<User[]> {
    if (/^\.{1,2}$|\//.test(this.#query)) return []
    const path = `/users/${encodeURIComponent(this.#query)}`
    const [result] = unwrap(await client.POST('/batch', { body: [[1, 'GET', path]] }))
    return result?.[1] === 200 ? [result[2] as User] : []
  }

  /** The user with this id, and users that contain the words. No operation searches users, so their pages are read. */
  async #search(client: Client, isFirst: boolean) {
    const items: User[] = []
    if (isFirst) {
      this.#at = undefined
      this.#searched = 0
      items.push(...(await this.#withId(client)))
    }
    const wanted = this.#query.toLowerCase()
    const end = this.#searched + searchedAtOnce
    let isLast = false
    while (!isLast && this.#searched < end) {
      const page = await this.#page(client, pageSize, this.#at)
      this.#at = page.at(-1)?.id ?? this.#at
      this.#searched += page.length
      isLast = page.length < pageSize
      items.push(...page.filter((one) => one.id !== this.#query && words(one).includes(wanted)))
    }
    return { items, isLast }
  }

  protected override render(): unknown {
    return html`
      ${heading('Users', { text: 'Everyone who is in a conversation of this app, the oldest first.' })}
      <form class="toolbar" role="search" @submit=${this.#find}>
        <div class="field wide">
          <label for="q">Id, name, email or phone</label>
          <input id="q" name="q" type="search" autocomplete="off" spellcheck="false" .value=${this.#query} />
        </div>
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.#isOnline}
            @change=${(event: Event) =>
              setQuery({ online: (event.target as HTMLInputElement).checked ? '1' : '' })}
          />
          Online now
        </label>
        <button class="button primary">${icon('search')} Find</button>
      </form>
      <div class="card cards">
        ${this.#users.show(
          (users) => this.#table(users),
          () =>
            this.#query || this.#isOnline
              ? emptyState('users', 'Nobody found', 'No user of this app matches.')
              : emptyState(
                  'users',
                  'No users yet',
                  'Users are created by your server with putUser, or by clients if the settings of the app allow it.',
                ),
        )}
        ${this.#goOn()}
      </div>
    `
  }

  readonly #find = (event: SubmitEvent) => {
    const { q = '' } = submitted(event)
    setQuery({ q: q.trim() })
  }

  #goOn(): unknown {
    const { isLoading, isComplete } = this.#users
    if (!this.#query || isLoading) return ''
    return html`<p class="pager muted small">
      ${isComplete ? `All ${numberText(this.#searched)} users were searched.` : `The first ${numberText(this.#searched)} users were searched.`}
    </p>`
  }

  #table(users: User[]) {
    return html`
      <table>
        <thead>
          <tr><th>User</th><th>Email</th><th>Role</th><th>Created</th></tr>
        </thead>
        <tbody>
          ${users.map(
            (user) => html`
              <tr>
                <th scope="row">
                  <a href=${linkTo('/apps/:appId/users/:userId', { appId: this.appId, userId: user.id })}>
                    ${user.name}<span class="sub">${user.id}</span>
                  </a>
                </th>
                <td data-label="Email">${user.email?.join(', ') ?? html`<span class="muted">none</span>`}</td>
                <td data-label="Role"><span class="tag">${user.role}</span></td>
                <td data-label="Created">${timeText(user.createdAt)}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    `
  }
}

define('page-users', UsersPage)
