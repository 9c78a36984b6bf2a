import { html, type TemplateResult } from 'lit'
import type { Webhook } from '../../api/types.ts'

const reasons = {
  gone: 'disabled: its receiver returned 410',
  failing: 'disabled: every delivery failed for 5 days',
  manual: 'disabled',
} as const

/** Whether the webhook is enabled, and why not. */
export const stateTag = ({ disabledReason }: Webhook): TemplateResult =>
  disabledReason === null
    ? html`<span class="tag good">enabled</span>`
    : html`<span class="tag ${disabledReason === 'manual' ? '' : 'bad'}">${reasons[disabledReason]}</span>`
