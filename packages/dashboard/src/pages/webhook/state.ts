import { html, type TemplateResult } from 'lit'
import type { Webhook } from '../../api/types.ts'

const reasons = {
  gone: 'disabled: its receiver returned 410',
  failing: 'disabled: every delivery failed for 5 days',
  manual: 'disabled',
} as const

/** Shows whether the webhook is enabled, and if not, why. */
export const stateTag = ({ disabledReason }: Webhook): TemplateResult =>
  disabledReason === null
    ? html`<span class="tag good">enabled</span>`
    : html`<span class="tag ${disabledReason === 'manual' ? '' : 'bad'}">${reasons[disabledReason]}</span>`
