import type { CSSResult, ReactiveController, ReactiveElement } from 'lit'

/** Adds the styles of a page to the tree in which it is, so that other pages need not load them. */
export class PageStyles implements ReactiveController {
  readonly #host: ReactiveElement
  readonly #styles: CSSResult

  constructor(host: ReactiveElement, styles: CSSResult) {
    this.#host = host
    this.#styles = styles
    host.addController(this)
  }

  hostConnected(): void {
    const root = this.#host.getRootNode() as ShadowRoot
    const { styleSheet } = this.#styles
    if (styleSheet && !root.adoptedStyleSheets.includes(styleSheet))
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet]
  }
}
