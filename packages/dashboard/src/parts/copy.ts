import { html, type TemplateResult } from 'lit'
import { icon } from '../look/icons.ts'
import { showToast } from './toast.ts'

/** A button that copies the text. `what` is the thing in its name: "Copy the key". */
export const copyButton = (text: string, what: string): TemplateResult => html`
  <button
    class="icon-button"
    type="button"
    aria-label=${`Copy ${what}`}
    title=${`Copy ${what}`}
    @click=${() => copy(text)}
  >
    ${icon('copy')}
  </button>
`

/** A text to copy, such as a command. */
export const codeBlock = (text: string, what: string): TemplateResult => html`
  <div class="code-block"><pre>${text}</pre>${copyButton(text, what)}</div>
`

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    showToast('Copied.')
  } catch {
    // Pages over plain HTTP have no clipboard, except those from localhost.
    showToast('The browser does not allow copying here. Select the text instead.')
  }
}
