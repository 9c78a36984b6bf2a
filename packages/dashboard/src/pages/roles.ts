import { unwrap } from '@openparley/client'
import { permissions as schemas } from '@openparley/spec/settings'
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
import { prose, words } from '../parts/prose.ts'
import { showToast } from '../parts/toast.ts'
import { valueField } from '../parts/value-field.ts'
import { settingsOf } from './settings.ts'

type Permissions = Record<string, unknown>
type Roles = Record<string, Permissions>

const entries = Object.entries(schemas)
const yesOrNo = entries.filter(([, { type }]) => type === 'boolean')
const others = entries.filter(([, { type }]) => type !== 'boolean')

/** What the users of each role may do, as a table of permissions and roles. */
export class RolesPage extends Page {
  readonly #roles = new Loader(this, async () => (await settingsOf(this.appId)).roles as Roles)
  readonly #save = new Action(this)
  readonly #dialog = new Dialog(this)
  #changed: Roles | undefined

  protected override render(): unknown {
    return html`
      ${heading('Roles', {
        text: html`What users may do with a user token, by the <code>role</code> of the user. A role that is not listed here is as
          <code>default</code>. The secret key may always do everything.`,
        actions: html`<button class="button primary" @click=${this.#open}>${icon('plus')} Add a role</button>`,
      })}
      ${this.#roles.show((current) => this.#form(this.#changed ?? current))}
      ${this.#dialog.show('Add a role', () => this.#newRole())}
    `
  }

  #form(roles: Roles) {
    const names = Object.keys(roles)
    return html`
      <form @submit=${this.#submit}>
        ${names.length === 0 ? allAlike : this.#table(roles, names)} ${this.#more(roles, names)}
        ${this.#changed ? this.#bar() : nothing}
      </form>
    `
  }

  #table(roles: Roles, names: string[]) {
    return html`
        <section class="card">
          <div class="scroll" tabindex="0" role="region" aria-label="Permissions">
            <table class="matrix">
              <thead>
                <tr>
                  <th>Permission</th>
                  ${names.map(
                    (name) => html`<th class="center">
                      ${name}
                      <button class="icon-button" type="button" aria-label=${`Remove the role ${name}`} @click=${() => this.#remove(roles, name)}>
                        ${icon('close')}
                      </button>
                    </th>`,
                  )}
                </tr>
              </thead>
              <tbody>
                ${yesOrNo.map(
                  ([key, { description }]) => html`
                    <tr>
                      <th scope="row">${words(key)}<p class="hint">${prose(description)}</p></th>
                      ${names.map(
                        (name) => html`<td class="center"><input
                          type="checkbox"
                          aria-label=${`${words(key)}, ${name}`}
                          .checked=${roles[name]?.[key] === true}
                          @change=${(event: Event) => this.#set(roles, name, key, (event.target as HTMLInputElement).checked)}
                        /></td>`,
                      )}
                    </tr>
                  `,
                )}
              </tbody>
            </table>
          </div>
        </section>
    `
  }

  /** The settings of a role that are not just true or false. */
  #more(roles: Roles, names: string[]) {
    return html`
        ${others.flatMap(([key, schema]) =>
          names.map(
            (name) => html`
              <section class="card">
                <div class="card-head"><h2>Role ${name}</h2></div>
                <div class="settings">
                  ${valueField({
                    id: `${name}-${key}`,
                    name: key,
                    schema,
                    value: roles[name]?.[key] ?? null,
                    faultAt: (place) =>
                      this.#save.faultAt(`#/settings/roles/${pointer(name)}/${key}${place}`),
                    onChange: (value) => this.#set(roles, name, key, value),
                  })}
                </div>
              </section>
            `,
          ),
        )}
    `
  }

  #bar() {
    return html`
      <div class="save-bar">
        <p role="status">Not saved yet</p>
        <button class="button" type="button" @click=${this.#discard}>Discard</button>
        <button class="button primary" ?disabled=${this.#save.isRunning}>Save</button>
        ${this.#dialog.isOpen ? nothing : this.#save.show()}
      </div>
    `
  }

  #change(roles: Roles): void {
    this.#changed = roles
    this.requestUpdate()
  }

  #set(roles: Roles, name: string, key: string, value: unknown): void {
    this.#change({ ...roles, [name]: { ...roles[name], [key]: value } })
  }

  #remove(roles: Roles, name: string): void {
    const { [name]: _, ...rest } = roles
    this.#change(rest)
  }

  readonly #discard = () => {
    this.#changed = undefined
    this.#save.clear()
  }

  readonly #open = () => {
    this.#save.clear()
    this.#dialog.open()
  }

  #newRole() {
    return html`
      <form @submit=${this.#add}>
        ${inputField({
          id: 'role',
          label: 'Name of the role',
          hint: 'As in the users’ “role”, such as “guest”. It begins with the permissions of “default”.',
          required: true,
          maxlength: 255,
        })}
        ${this.#save.show()}
        <div class="buttons">
          <button class="button" type="button" @click=${() => this.#dialog.close()}>Cancel</button>
          <button class="button primary" ?disabled=${this.#save.isRunning}>Add</button>
        </div>
      </form>
    `
  }

  /** The new role is saved immediately, because the server knows its default permissions. */
  readonly #add = (event: SubmitEvent) => {
    const { role = '' } = submitted(event)
    const roles = this.#changed ?? this.#roles.data ?? {}
    void this.#put(Object.hasOwn(roles, role) ? roles : { ...roles, [role]: {} })
  }

  async #put(roles: Roles): Promise<void> {
    const body = { settings: { roles } }
    const params = { path: { appId: this.appId } }
    const isSaved = await this.#save.run(async () => {
      unwrap(await operator.PATCH('/apps/{appId}', { params, body }))
      await this.#roles.reload()
      this.#changed = undefined
    })
    if (!isSaved) return
    this.#dialog.close()
    showToast('Saved.')
  }

  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (this.#changed) void this.#put(this.#changed)
  }
}

const allAlike = html`
  <div class="card">
    ${emptyState(
      'users',
      'All users have the same permissions',
      html`They may send messages, edit and delete their own, react and upload files. Add the role <code>default</code> to change
        that for all, or another one for some of your users.`,
    )}
  </div>
`

/** A part of a JSON pointer (RFC 6901 §3). */
const pointer = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')

define('page-roles', RolesPage)
