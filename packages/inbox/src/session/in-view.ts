import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Whether the host is displayed, in or near the part that its ancestors show. Changes update the host. */
export class InView implements ReactiveController {
  isInView = false
  readonly #host: ReactiveControllerHost & Element
  #observer: IntersectionObserver | undefined

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => {
      const isInView = entries.at(-1)?.isIntersecting === true
      if (isInView === this.isInView) return
      this.isInView = isInView
      this.#host.requestUpdate()
    })
    this.#observer.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#observer?.disconnect()
  }
}
