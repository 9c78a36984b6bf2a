import { unwrap } from '@openparley/client'
import { html, type ReactiveControllerHost } from 'lit'
import { appClient } from '../../api/app.ts'
import type { User } from '../../api/types.ts'
import { Action } from '../../parts/action.ts'
import { Dialog } from '../../parts/dialog.ts'
import { describedBy, field, inputField, submitted } from '../../parts/field.ts'
import { showToast } from '../../parts/toast.ts'
import { patchOf } from './patch.ts'

/** The dialog in which a user is changed. */
export class UserForm {
  readonly #dialog: Dialog
  readonly #action: Action
  readonly #onSaved: () => unknown
  #appId = ''
  #user: User | undefined

  constructor(host: ReactiveControllerHost, onSaved: () => unknown) {
    this.#dialog = new Dialog(host)
    this.#action = new Action(host)
    this.#onSaved = onSaved
  }

  open(appId: string, user: User): void {
    this.#appId = appId
    this.#user = user
    this.#action.clear()
    this.#dialog.open()
  }

  async #save(event: SubmitEvent, user: User) {
    const values = submitted(event)
    const saved = await this.#action.run(async () => {
      const body = patchOf(user, values)
      const params = { path: { userId: user.id } }
      unwrap(await appClient(this.#appId).PUT('/users/{userId}', { params, body }))
    })
    if (!saved) return
    this.#dialog.close()
    showToast('Saved.')
    this.#onSaved()
  }

  show(): unknown {
    const user = this.#user
    if (!user) return ''
    return this.#dialog.show(
      `Edit ${user.name}`,
      () => html`
        <form @submit=${(event: SubmitEvent) => this.#save(event, user)}>
          ${this.#input('name', 'Name', user.name, { required: true })}
          ${this.#input('email', 'Email', user.email?.join(', '), { hint: 'Several with commas between them.' })}
          ${this.#input('phone', 'Phone', user.phone?.join(', '))}
          ${this.#input('role', 'Role', user.role, { hint: 'Empty sets the role default.' })}
          ${this.#input('locale', 'Locale', user.locale ?? '')}
          ${this.#input('photoUrl', 'Picture (URL)', user.photoUrl ?? '')}
          ${this.#input('welcomeMessage', 'Welcome message', user.welcomeMessage ?? '')}
          ${this.#input('availabilityText', 'Availability', user.availabilityText ?? '')}
          ${this.#custom(user)} ${this.#action.show()}
          <div class="buttons">
            <button class="button" type="button" @click=${() => this.#dialog.close()}>Cancel</button>
            <button class="button primary" ?disabled=${this.#action.isRunning}>Save</button>
          </div>
        </form>
      `,
    )
  }

  #input(
    name: string,
    label: string,
    value = '',
    more: { hint?: string; required?: boolean } = {},
  ) {
    const fault = this.#action.faultAt(`#/${name}`)
    return inputField({ id: `user-${name}`, name, label, value, fault, ...more })
  }

  #custom({ custom }: User) {
    const options = {
      id: 'user-custom-data',
      label: 'Custom data',
      hint: 'A JSON object with texts as values.',
      fault: this.#action.faultAt('#/custom'),
    }
    return field(
      options,
      html`<textarea
        id=${options.id}
        name="custom"
        rows="5"
        spellcheck="false"
        aria-describedby=${describedBy(options)}
        .value=${JSON.stringify(custom, null, 2)}
      ></textarea>`,
    )
  }
}
