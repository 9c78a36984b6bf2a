import type { ReactiveController, ReactiveControllerHost } from 'lit'

type Host = ReactiveControllerHost & HTMLElement

/**
 * Whether the host can be seen: the page is not in the background, and the host is displayed and near the viewport. Changes
 * update the host.
 */
export class Shown implements ReactiveController {
  isShown = false
  readonly #host: Host
  #isDisplayed: boolean
  #observer: IntersectionObserver | undefined

  /** `atFirst` is assumed until the browser says, in the next frame. */
  constructor(host: Host, atFirst: boolean) {
    this.#host = host
    this.#isDisplayed = atFirst
    host.addController(this)
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver(
      (entries) => {
        this.#isDisplayed = entries.at(-1)?.isIntersecting ?? true
        this.#update()
      },
      { rootMargin: '200px' },
    )
    this.#observer.observe(this.#host)
    document.addEventListener('visibilitychange', this.#update)
    this.#update()
  }

  hostDisconnected(): void {
    this.#observer?.disconnect()
    document.removeEventListener('visibilitychange', this.#update)
  }

  readonly #update = (): void => {
    const isShown = this.#isDisplayed && document.visibilityState === 'visible'
    if (isShown === this.isShown) return
    this.isShown = isShown
    this.#host.requestUpdate()
  }
}
