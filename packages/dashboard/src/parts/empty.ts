import { html, nothing, type TemplateResult } from 'lit'
import { type IconName, icon } from '../look/icons.ts'

/** Shown instead of an empty list: what the list would contain, and how to get it. */
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
