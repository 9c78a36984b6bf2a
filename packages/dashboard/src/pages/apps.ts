import { unwrap } from '@openparley/client'
import { html, nothing } from 'lit'
import { operator } from '../api/session.ts'
import { icon } from '../look/icons.ts'
import { Action } from '../parts/action.ts'
import { define } from '../parts/define.ts'
import { Dialog } from '../parts/dialog.ts'
import { emptyState } from '../parts/empty.ts'
import { inputField, submitted } from '../parts/field.ts'
import { Loader } from '../parts/loader.ts'
import { heading, Page } from '../parts/page.ts'
import { secretOnce } from '../parts/secret.ts'
import { timeText } from '../parts/time.ts'
import { goTo, linkTo } from '../router.ts'

const pageSize = 100

const appsAfter = async (startingAfter?: string) =>
  unwrap(
    await operator.GET('/apps', {
      params: { query: { limit: pageSize, ...(startingAfter && { startingAfter }) } },
    }),
  ).data

type App = Awaited<ReturnType<typeof appsAfter>>[number]

/** All apps, and a dialog that creates one. */
export class AppsPage extends Page {
  readonly #apps = new Loader(this, async () => this.#firstPages(), { every: 10_000 })
  readonly #dialog = new Dialog(this)
  readonly #create = new Action(this)
  #pages = 1
  #made: { id: string; secret: string } | undefined

  async #firstPages(): Promise<App[]> {
    const all: App[] = []
    for (let page = 0; page < this.#pages; page += 1) {
      const next = await appsAfter(all.at(-1)?.id)
      all.push(...next)
      if (next.length < pageSize) break
    }
    return all
  }

  protected override render(): unknown {
    const create = html`
      <button class="button primary" @click=${this.#open}>${icon('plus')} Create an app</button>
    `
    return html`
      ${heading('Apps', {
        text: 'Each app has its own users, conversations, keys and settings.',
        actions: create,
      })}
      ${this.#apps.show((apps) =>
        apps.length === 0
          ? html`<div class="card">
              ${emptyState('apps', 'No apps yet', 'Each app is a separate chat: a product, or a stage such as staging.', create)}
            </div>`
          : html`<div class="card cards">${table(apps)} ${this.#pager(apps)}</div>`,
      )}
      ${this.#dialog.show(this.#made ? 'The app is ready' : 'Create an app', () =>
        this.#made ? this.#showMade(this.#made) : this.#form(),
      )}
    `
  }

  #pager(apps: App[]) {
    if (apps.length < this.#pages * pageSize) return nothing
    return html`<div class="pager"><button class="button" @click=${this.#more}>Show more</button></div>`
  }

  readonly #more = () => {
    this.#pages += 1
    void this.#apps.reload()
  }

  readonly #open = () => {
    this.#made = undefined
    this.#create.clear()
    this.#dialog.open()
  }

  #form() {
    return html`
      <form @submit=${this.#submit}>
        ${inputField({
          id: 'app-id',
          label: 'Id of the app (optional)',
          hint: 'Part of the URL of each of its calls: letters, digits and signs, without “/”. It cannot be changed later. Without one, the server makes one.',
          fault: this.#create.faultAt('#/id'),
          maxlength: 255,
        })}
        ${this.#create.faultAt('#/id') ? nothing : this.#create.show()}
        <div class="buttons">
          <button class="button" type="button" @click=${() => this.#dialog.close()}>Cancel</button>
          <button class="button primary" ?disabled=${this.#create.isRunning}>Create</button>
        </div>
      </form>
    `
  }

  readonly #submit = (event: SubmitEvent) => {
    const id = submitted(event)['app-id']?.trim()
    void this.#create.run(async () => {
      const app = unwrap(await operator.POST('/apps', { body: id ? { id } : {} }))
      this.#made = { id: app.id, secret: app.key.secret }
      await this.#apps.reload()
    })
  }

  #showMade({ id, secret }: { id: string; secret: string }) {
    return html`
      <div class="stack">
        <p>Your backend calls <strong>${id}</strong> with this key.</p>
        ${secretOnce(secret, 'the secret key')}
        <div class="buttons">
          <button class="button primary" autofocus @click=${() => goTo('/apps/:appId', { appId: id })}>
            Open the app
          </button>
        </div>
      </div>
    `
  }
}

const table = (apps: App[]) => html`
  <table>
    <thead>
      <tr><th>App</th><th>State</th><th>Created</th></tr>
    </thead>
    <tbody>
      ${apps.map(
        ({ id, state, createdAt }) => html`
          <tr>
            <th scope="row">
              ${state === 'active' ? html`<a href=${linkTo('/apps/:appId', { appId: id })}>${id}</a>` : id}
            </th>
            <td data-label="State">${stateTag(state)}</td>
            <td data-label="Created">${timeText(createdAt, 'unknown')}</td>
          </tr>
        `,
      )}
    </tbody>
  </table>
`

const stateTag = (state: App['state']) =>
  state === 'active'
    ? html`<span class="tag good">Active</span>`
    : html`<span class="tag warn"><span class="spinner"></span> Deleting its data, or importing it</span>`

define('page-apps', AppsPage)
