import { html, type TemplateResult } from 'lit'
import { copyButton } from './copy.ts'

/** A value as indented JSON, with a button that copies it. `what` is the thing in its name: "Copy the event". */
export const jsonBlock = (value: unknown, what: string): TemplateResult =>
  textBlock(JSON.stringify(value, null, 2), what)

/** A text of any length, which scrolls, with a button that copies it. */
export const textBlock = (text: string, what: string): TemplateResult => html`
  <div class="code-block tall">
    <pre tabindex="0" role="region" aria-label=${what}>${text}</pre>
    ${copyButton(text, what)}
  </div>
`
