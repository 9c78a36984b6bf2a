import { unwrap } from '@openparley/client'
import { html, nothing } from 'lit'
import { forgetTokens } from '../api/app.ts'
import { operator } from '../api/session.ts'
import { icon } from '../look/icons.ts'
import { Action } from '../parts/action.ts'
import { Confirm } from '../parts/confirm.ts'
import { define } from '../parts/define.ts'
import { Dialog } from '../parts/dialog.ts'
import { field, inputField, submitted } from '../parts/field.ts'
import { Loader } from '../parts/loader.ts'
import { heading, Page } from '../parts/page.ts'
import { secretOnce } from '../parts/secret.ts'
import { timeText } from '../parts/time.ts'
import { showToast } from '../parts/toast.ts'

/** How long the old key can stay valid after a rotation, in seconds. */
const overlaps: [seconds: number, text: string][] = [
  [86_400, 'A day'],
  [3600, 'An hour'],
  [604_800, 'A week'],
  [2_592_000, '30 days'],
  [0, 'Not at all: it ends at once'],
]

type Doing =
  | { kind: 'create' }
  | { kind: 'rename' | 'rotate'; key: Key }
  | { kind: 'shown'; title: string; secret: string }

const keysOf = async (appId: string) =>
  unwrap(await operator.GET('/apps/{appId}/keys', { params: { path: { appId } } })).data

type Key = Awaited<ReturnType<typeof keysOf>>[number]

/** The keys of an app: who uses them, and their rotation. */
export class KeysPage extends Page {
  readonly #keys = new Loader(this, () => keysOf(this.appId), { every: 15_000 })
  readonly #dialog = new Dialog(this)
  readonly #action = new Action(this)
  readonly #confirm = new Confirm(this)
  #doing: Doing = { kind: 'create' }

  protected override render(): unknown {
    return html`
      ${heading('Keys', {
        text: 'A secret key opens all calls of this app, and signs the tokens of its users. Give each of your services its own key, so that you can replace one key alone.',
        actions: html`<button class="button primary" @click=${() => this.#open({ kind: 'create' })}>
          ${icon('plus')} Create a key
        </button>`,
      })}
      ${this.#keys.show((keys) => html`<div class="card cards">${this.#table(keys)}</div>`)}
      ${this.#dialog.show(this.#title(), () => this.#content())} ${this.#confirm.show()}
    `
  }

  #table(keys: Key[]) {
    return html`
      <table>
        <thead>
          <tr><th>Name</th><th>Key</th><th>Created</th><th>Last used</th><th>Valid</th><td></td></tr>
        </thead>
        <tbody>
          ${keys.map((key) => this.#row(key))}
        </tbody>
      </table>
    `
  }

  #row(key: Key) {
    const { name, prefix, createdAt, lastUsedAt, expiresAt } = key
    const until =
      expiresAt === null
        ? html`<span class="tag good">Until rotated</span>`
        : html`<span class="tag warn">Ends ${timeText(expiresAt)}</span>`
    return html`
      <tr>
        <th scope="row">${name}</th>
        <td data-label="Key" class="mono">${prefix}…</td>
        <td data-label="Created">${timeText(createdAt, 'unknown')}</td>
        <td data-label="Last used">${timeText(lastUsedAt)}</td>
        <td data-label="Valid">${until}</td>
        <td class="tools">
          <button class="button small" aria-label=${`Rename ${name} ${prefix}`} @click=${() => this.#open({ kind: 'rename', key })}>Rename</button>
          ${
            expiresAt === null
              ? html`<button class="button small" aria-label=${`Rotate ${name} ${prefix}`} @click=${() => this.#open({ kind: 'rotate', key })}>Rotate</button>`
              : nothing
          }
          <button class="button small danger" aria-label=${`Revoke ${name} ${prefix}`} @click=${() => this.#askToRevoke(key)}>Revoke</button>
        </td>
      </tr>
    `
  }

  #open(doing: Doing): void {
    this.#doing = doing
    this.#action.clear()
    this.#dialog.open()
  }

  #title(): string {
    const doing = this.#doing
    if (doing.kind === 'shown') return doing.title
    if (doing.kind === 'create') return 'Create a key'
    return `${doing.kind === 'rename' ? 'Rename' : 'Rotate'} ${doing.key.name}`
  }

  #content() {
    const doing = this.#doing
    if (doing.kind === 'shown')
      return html`
        <div class="stack">
          ${secretOnce(doing.secret, 'the secret key')}
          <div class="buttons">
            <button class="button primary" autofocus @click=${() => this.#dialog.close()}>Done</button>
          </div>
        </div>
      `
    const button = { create: 'Create', rename: 'Rename', rotate: 'Rotate' }[doing.kind]
    return html`
      <form @submit=${(event: SubmitEvent) => this.#submit(event, doing)}>
        ${doing.kind === 'rotate' ? rotation() : this.#nameField(doing)}
        ${this.#action.faultAt('#/name') ? nothing : this.#action.show()}
        <div class="buttons">
          <button class="button" type="button" @click=${() => this.#dialog.close()}>Cancel</button>
          <button class="button primary" ?disabled=${this.#action.isRunning}>${button}</button>
        </div>
      </form>
    `
  }

  #nameField(doing: Exclude<Doing, { kind: 'shown' }>) {
    return inputField({
      id: 'name',
      label: 'Name',
      hint: 'The service of yours that uses it, such as “Backend” or “Mailer”.',
      value: doing.kind === 'create' ? '' : doing.key.name,
      fault: this.#action.faultAt('#/name'),
      required: true,
      maxlength: 100,
    })
  }

  #submit(event: SubmitEvent, doing: Exclude<Doing, { kind: 'shown' }>): void {
    const { name = '', overlap } = submitted(event)
    const { appId } = this
    void this.#action.run(async () => {
      if (doing.kind === 'create') {
        const params = { path: { appId } }
        const made = unwrap(await operator.POST('/apps/{appId}/keys', { params, body: { name } }))
        this.#doing = { kind: 'shown', title: `The key ${made.name}`, secret: made.secret }
      } else {
        const params = { path: { appId, keyId: doing.key.id } }
        if (doing.kind === 'rename') {
          unwrap(await operator.PATCH('/apps/{appId}/keys/{keyId}', { params, body: { name } }))
          this.#dialog.close()
          showToast('Renamed.')
        } else {
          const body = { overlap: Number(overlap) }
          const made = unwrap(
            await operator.POST('/apps/{appId}/keys/{keyId}/rotate', { params, body }),
          )
          forgetTokens()
          this.#doing = { kind: 'shown', title: `The new key ${made.name}`, secret: made.secret }
        }
      }
      await this.#keys.reload()
    })
  }

  #askToRevoke({ id, name, prefix }: Key): void {
    const { appId } = this
    this.#confirm.ask({
      title: `Revoke ${name}?`,
      text: html`
        <p>
          The key <code>${prefix}…</code> ends at once, with the tokens that it signed and their streams. What still uses it
          stops working. To replace it without an interruption, rotate it.
        </p>
      `,
      button: 'Revoke',
      run: async () => {
        const params = { path: { appId, keyId: id } }
        unwrap(await operator.DELETE('/apps/{appId}/keys/{keyId}', { params }))
        forgetTokens()
        showToast('The key is revoked.')
        await this.#keys.reload()
      },
    })
  }
}

const rotation = () => html`
  <p>A new key with the same name is made. Put it where the old one is used, while both are valid.</p>
  ${field(
    { id: 'overlap', label: 'The old key stays valid for' },
    html`<select id="overlap" name="overlap">
      ${overlaps.map(([seconds, text]) => html`<option value=${seconds}>${text}</option>`)}
    </select>`,
  )}
`

define('page-keys', KeysPage)
