import { html, nothing, type ReactiveControllerHost } from 'lit'
import { Action } from './action.ts'
import { Dialog } from './dialog.ts'
import { describedBy, field, submitted } from './field.ts'

export interface Question {
  title: string
  /** A description of what will happen. */
  text: unknown
  /** The text that must be typed first, for actions that cannot be undone. */
  typed?: string
  /** The text of the button. */
  button: string
  /** Rejects if it fails; the dialog then shows the error. */
  run: () => Promise<unknown>
}

/** Asks before an action that loses data or access, and runs it. */
export class Confirm {
  readonly #dialog: Dialog
  readonly #action: Action
  readonly #host: ReactiveControllerHost
  #question: Question | undefined
  #typed = ''

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    this.#dialog = new Dialog(host)
    this.#action = new Action(host)
  }

  ask(question: Question): void {
    this.#question = question
    this.#typed = ''
    this.#action.clear()
    this.#dialog.open()
  }

  /** Shows the question while there is one. */
  show(): unknown {
    const question = this.#question
    if (!question) return nothing
    const { title, text, typed, button } = question
    const options = { id: 'confirm-typed', label: `Type ${typed} to confirm` }
    return this.#dialog.show(
      title,
      () => html`
        <form @submit=${(event: SubmitEvent) => this.#submit(event, question)}>
          <div class="stack">${text}</div>
          ${
            typed === undefined
              ? nothing
              : field(
                  options,
                  html`<input
                    id=${options.id}
                    autocomplete="off"
                    spellcheck="false"
                    autofocus
                    aria-describedby=${describedBy(options) || nothing}
                    @input=${this.#type}
                  />`,
                )
          }
          ${this.#action.show()}
          <div class="buttons">
            <button class="button" type="button" @click=${() => this.#dialog.close()}>Cancel</button>
            <button
              class="button primary danger"
              ?disabled=${this.#action.isRunning || (typed !== undefined && this.#typed !== typed)}
            >
              ${button}
            </button>
          </div>
        </form>
      `,
    )
  }

  readonly #type = (event: InputEvent): void => {
    this.#typed = (event.target as HTMLInputElement).value
    this.#host.requestUpdate()
  }

  async #submit(event: SubmitEvent, { typed, run }: Question): Promise<void> {
    submitted(event)
    if (typed !== undefined && this.#typed !== typed) return
    if (await this.#action.run(run)) this.#dialog.close()
  }
}
