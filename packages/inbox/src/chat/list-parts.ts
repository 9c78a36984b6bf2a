import type { ConversationSnapshot } from '@openparley/client'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../look/icons.ts'
import type { Words } from '../words/words.ts'

type Conversation = ConversationSnapshot | null | undefined

/** What the conversation says to those who open it. */
export const welcome = (conversation: Conversation, words: Words): TemplateResult[] =>
  (conversation?.welcomeMessages ?? []).map(
    (
      text,
    ) => html`<article class="row system begins" part="message message-system" aria-label=${words.systemMessage}>
      <div class="line">
        <div class="body">
          <div class="bubble" part="bubble"><div class="text" dir="auto">${text}</div></div>
        </div>
      </div>
    </article>`,
  )

/** Leads to the newest message, and says how many are new. */
export function newestButton(
  conversation: Conversation,
  words: Words,
  onClick: () => void,
): TemplateResult {
  const count = conversation?.unreadMessageCount ?? 0
  return html`<button
    class="newest"
    part="newest-button"
    aria-label=${count > 0 ? words.newestCount(count) : words.newest}
    title=${words.newest}
    @click=${onClick}
  >
    ${count > 0 ? html`<span class="badge">${new Intl.NumberFormat(words.locale).format(count)}</span>` : nothing}
    ${icon('down')}
  </button>`
}

export const loadProblem = (words: Words, onRetry: () => void): TemplateResult =>
  html`<div class="note" role="alert">
    <p>${words.messagesFailed}</p>
    <button class="button" @click=${onRetry}>${words.retry}</button>
  </div>`
