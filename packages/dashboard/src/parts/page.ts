import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { Place } from '../router.ts'

/**
 * A page of the dashboard. The frame creates the page with its place, and sets the place again when only the query
 * changes.
 */
export abstract class Page extends LitElement {
  static override properties: PropertyDeclarations = { place: { attribute: false } }

  declare place: Place

  /** Pages are rendered in the tree of the frame, because it has all styles, and ids and labels must be in one tree. */
  protected override createRenderRoot(): this {
    return this
  }

  /** The app of the page; empty on pages of the server. */
  get appId(): string {
    return this.place.params.appId ?? ''
  }
}

export interface HeadingOptions {
  /** The purpose of the page, in a sentence. */
  text?: unknown
  /** Buttons and links beside the heading. */
  actions?: unknown
}

/** The heading of a page. It gets the focus when the page is opened. */
export const heading = (
  title: unknown,
  { text, actions }: HeadingOptions = {},
): TemplateResult => html`
  <header class="page-head">
    <div>
      <h1 tabindex="-1">${title}</h1>
      ${text === undefined ? nothing : html`<p class="muted">${text}</p>`}
    </div>
    ${actions === undefined ? nothing : html`<div class="actions">${actions}</div>`}
  </header>
`
