import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit'
import { faultAt, textOf } from '../api/problems.ts'
import { icon } from '../look/icons.ts'

/** Runs one call at a time, and keeps the error of the last one. */
export class Action implements ReactiveController {
  isRunning = false
  error: unknown
  readonly #host: ReactiveControllerHost

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {}

  /** Runs the work unless other work is running. Returns whether it succeeded. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.isRunning) return false
    this.isRunning = true
    this.error = undefined
    this.#host.requestUpdate()
    try {
      await work()
    } catch (error) {
      this.error = error
    }
    this.isRunning = false
    this.#host.requestUpdate()
    return this.error === undefined
  }

  /** Forgets the last error. */
  clear(): void {
    this.error = undefined
    this.#host.requestUpdate()
  }

  /** The fault at a place of the request, such as `#/name`. */
  faultAt(place: string): string | undefined {
    return faultAt(this.error, place)
  }

  /** Shows the last error. */
  show(): unknown {
    if (this.error === undefined) return nothing
    return html`<div class="notice bad" role="alert">${icon('error')}<p>${textOf(this.error)}</p></div>`
  }
}
