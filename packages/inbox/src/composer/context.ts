import type { MessageSnapshot } from '@openparley/client'
import { html, nothing } from 'lit'
import { icon } from '../look/icons.ts'
import { summary } from '../parts/summary.ts'
import type { Words } from '../words/words.ts'

/** Shows which message is edited, or replied to, with a button that ends it. */
export function contextOf(
  replyTo: MessageSnapshot | undefined,
  edited: MessageSnapshot | undefined,
  words: Words,
  onCancel: () => void,
) {
  const message = edited ?? replyTo
  if (!message) return nothing
  const name = message.sender?.name ?? words.systemMessage
  return html`<div class="context">
    ${icon(edited ? 'edit' : 'reply')}
    <div>
      <strong>${edited ? words.editing : words.replyingTo(name)}</strong>
      <span dir="auto">${summary(message, words)}</span>
    </div>
    <button class="icon-button" aria-label=${words.cancel} title=${words.cancel} @click=${onCancel}>${icon('close')}</button>
  </div>`
}
