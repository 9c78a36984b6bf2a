import type { ConversationSnapshot, UserSnapshot } from '@openparley/client'
import { css, html, nothing, type TemplateResult } from 'lit'
import { icon } from '../look/icons.ts'
import { avatar } from '../parts/avatar.ts'
import { numberFormat } from '../words/formatters.ts'
import type { Words } from '../words/words.ts'

export const styles = css`
  .newest {
    position: absolute;
    inset-block-end: 12px;
    inset-inline-end: 20px;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-width: 40px;
    height: 40px;
    padding: 0 10px;
    border: 1px solid var(--_border);
    border-radius: 20px;
    background: var(--_background);
    color: var(--_text);
    box-shadow: var(--_shadow);
    cursor: pointer;
  }
`

type Conversation = ConversationSnapshot | null | undefined

/** The welcome messages of the conversation, or else those of the other participants. */
export function welcome(
  conversation: Conversation,
  others: readonly UserSnapshot[] | undefined = [],
  words: Words,
): TemplateResult[] {
  const own = conversation?.welcomeMessages ?? []
  if (own.length > 0) return own.map((text) => greeting(text, undefined, words))
  return others.flatMap((user) =>
    user.welcomeMessage ? [greeting(user.welcomeMessage, user, words)] : [],
  )
}

function greeting(text: string, user: UserSnapshot | undefined, words: Words) {
  const kind = user ? 'other' : 'system'
  return html`<article class="row ${kind} begins ends" part="message message-${kind}" aria-label=${user?.name ?? words.systemMessage}>
    <div class="line">
      ${user ? html`<span class="face">${avatar([user])}</span>` : nothing}
      <div class="body">
        ${user ? html`<bdi class="name" part="sender" aria-hidden="true">${user.name}</bdi>` : nothing}
        <div class="bubble" part="bubble"><div class="text" dir="auto">${text}</div></div>
      </div>
    </div>
  </article>`
}

/** A button that scrolls to the newest message, and shows how many are new. */
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
    ${count > 0 ? html`<span class="badge">${numberFormat(words.locale).format(count)}</span>` : nothing}
    ${icon('down')}
  </button>`
}

export const loadProblem = (words: Words, onRetry: () => void): TemplateResult =>
  html`<div class="note" role="alert">
    <p>${words.messagesFailed}</p>
    <button class="button" @click=${onRetry}>${words.retry}</button>
  </div>`
