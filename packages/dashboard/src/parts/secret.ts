import { html, type TemplateResult } from 'lit'
import { icon } from '../look/icons.ts'
import { codeBlock } from './copy.ts'

/** Shows a secret, which cannot be shown again, with a button that copies it. */
export const secretOnce = (secret: string, what: string): TemplateResult => html`
  <div class="notice warn">
    ${icon('key')}
    <p>Copy ${what} now and keep it in a safe place. It is not shown again.</p>
  </div>
  ${codeBlock(secret, what)}
`
