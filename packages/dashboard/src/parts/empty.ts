import { html, nothing, type TemplateResult } from 'lit'
import { type IconName, icon } from '../look/icons.ts'

/** What is shown instead of an empty list: what would be here, and how to get it. */
export const emptyState = (
  name: IconName,
  title: string,
  text: unknown,
  action?: unknown,
): TemplateResult => html`
  <div class="empty">
    <span class="empty-icon">${icon(name)}</span>
    <h2>${title}</h2>
    <p class="muted">${text}</p>
    ${action ?? nothing}
  </div>
`
