import { unwrap } from '@openparley/client'
import { type SettingName, settings as schemas } from '@openparley/spec/settings'
import { html, nothing } from 'lit'
import { operator } from '../api/session.ts'
import { Action } from '../parts/action.ts'
import { define } from '../parts/define.ts'
import { Loader } from '../parts/loader.ts'
import { heading, Page } from '../parts/page.ts'
import { showToast } from '../parts/toast.ts'
import { valueField } from '../parts/value-field.ts'

/** Groups of settings. All other settings of the document are shown below them. Roles have their own page. */
const groups: [title: string, names: SettingName[]][] = [
  ['Users and conversations', ['defaultLocale', 'maxParticipants', 'notificationDelay']],
  ['What browsers may do', ['allowedOrigins', 'clientSideUserSync', 'clientSideConversationSync']],
  ['User tokens', ['maxTokenLifetime', 'allowTokensWithoutExpiry', 'allowSignatures']],
  ['Requests', ['apiVersion', 'unknownFields']],
]

const grouped = new Set<string>(groups.flatMap(([, names]) => names))

const others = (Object.keys(schemas) as SettingName[]).filter(
  (name) => name !== 'roles' && !grouped.has(name),
)

export const settingsOf = async (appId: string) =>
  unwrap(await operator.GET('/apps/{appId}', { params: { path: { appId } } })).settings

/** Every setting of the app, each with its effect. */
export class SettingsPage extends Page {
  readonly #settings = new Loader(this, () => settingsOf(this.appId))
  readonly #save = new Action(this)
  #changes: Record<string, unknown> = {}

  protected override render(): unknown {
    const all: [string, SettingName[]][] =
      others.length > 0 ? [...groups, ['More', others]] : groups
    return html`
      ${heading('Settings', { text: 'Other nodes of the server follow a change within a second.' })}
      ${this.#settings.show(
        (current) => html`
          <form @submit=${this.#submit}>
            ${all.map(
              ([title, names]) => html`
                <section class="card">
                  <div class="card-head"><h2>${title}</h2></div>
                  <div class="settings">${names.map((name) => this.#field(name, current[name]))}</div>
                </section>
              `,
            )}
            ${this.#bar()}
          </form>
        `,
      )}
    `
  }

  #field(name: SettingName, current: unknown) {
    return valueField({
      id: name,
      name,
      schema: schemas[name],
      value: name in this.#changes ? this.#changes[name] : current,
      faultAt: (place) => this.#save.faultAt(`#/settings/${name}${place}`),
      onChange: (value) => {
        if (JSON.stringify(value) === JSON.stringify(current)) delete this.#changes[name]
        else this.#changes[name] = value
        this.requestUpdate()
      },
    })
  }

  #bar() {
    const count = Object.keys(this.#changes).length
    if (count === 0) return nothing
    return html`
      <div class="save-bar">
        <p role="status">${count === 1 ? 'One change' : `${count} changes`}, not saved yet</p>
        <button class="button" type="button" @click=${this.#discard}>Discard</button>
        <button class="button primary" ?disabled=${this.#save.isRunning}>Save</button>
        ${this.#save.show()}
      </div>
    `
  }

  readonly #discard = () => {
    this.#changes = {}
    this.#save.clear()
  }

  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault()
    const params = { path: { appId: this.appId } }
    void this.#save.run(async () => {
      unwrap(await operator.PATCH('/apps/{appId}', { params, body: { settings: this.#changes } }))
      await this.#settings.reload()
      this.#changes = {}
      showToast('Saved.')
    })
  }
}

define('page-settings', SettingsPage)
