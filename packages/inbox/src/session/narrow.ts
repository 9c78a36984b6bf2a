import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Whether the host is narrower than a width, in pixels. Changes update the host. */
export class Narrow implements ReactiveController {
  isNarrow = false
  readonly #host: ReactiveControllerHost & Element
  readonly #below: number
  #observer: ResizeObserver | undefined

  constructor(host: ReactiveControllerHost & Element, below: number) {
    this.#host = host
    this.#below = below
    host.addController(this)
  }

  hostConnected(): void {
    this.#observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0
      const isNarrow = width < this.#below
      // An element that is not displayed has no width, and keeps its state.
      if (width === 0 || isNarrow === this.isNarrow) return
      this.isNarrow = isNarrow
      this.#host.requestUpdate()
    })
    this.#observer.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#observer?.disconnect()
  }
}
