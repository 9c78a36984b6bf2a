import type { ConversationRef, TextMention } from '@openparley/client'
import { css, html, nothing, type TemplateResult } from 'lit'
import { popupStyles } from '../parts/popup.ts'
import type { Words } from '../words/words.ts'
import { completed, type Trigger, triggerAt } from './trigger.ts'

export { completed, triggerAt }

export const styles = css`
  ${popupStyles}

  .suggestions {
    position: absolute;
    inset-inline: 8px;
    bottom: 100%;
    z-index: 1;
    max-height: 220px;
    padding: 4px;
    overflow: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
    box-shadow: var(--_shadow);
  }

  .item[aria-selected='true'] {
    background: var(--_selected);
  }
`

/** A text that can replace the typed text. */
export interface Suggestion {
  name: string
  /** Shown before the name. */
  sign?: string
  inserted: string
  mention?: TextMention
}

/** Maximum number of suggestions. */
const maxShown = 8

/** How many participants are searched, with one request. */
const searched = 50

export async function suggestionsFor(
  { kind, query }: Trigger,
  conversation: ConversationRef,
  userId: string,
): Promise<Suggestion[]> {
  if (kind === ':') {
    const { findEmoji } = await import('./emoji-data.ts')
    return findEmoji(query, maxShown).map(([emoji, name]) => ({
      name: `:${name}:`,
      sign: emoji,
      inserted: emoji,
    }))
  }
  const others = await namesIn(conversation, userId)
  const wanted = folded(query)
  return others
    .filter(({ text }) => isBegun(folded(text), wanted))
    .slice(0, maxShown)
    .map((mention) => ({ name: mention.text, inserted: `@${mention.text}`, mention }))
}

/** Without upper case and accents. */
const folded = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** Whether the name, or one of its words, begins with the query. */
const isBegun = (name: string, wanted: string) => ` ${name}`.includes(` ${wanted}`)

async function namesIn(conversation: ConversationRef, userId: string): Promise<TextMention[]> {
  const subscription = conversation.subscribeParticipants()
  try {
    let state = await subscription.connected
    if (!state.loadedAll) await subscription.loadMore(searched - 10)
    if (subscription.state.type === 'active') state = subscription.state
    return (state.latestSnapshot ?? [])
      .map(({ user: { id, name } }) => ({ id, text: name }))
      .filter(({ id }) => id !== userId)
  } finally {
    subscription.unsubscribe()
  }
}

export const suggestionList = (
  suggestions: readonly Suggestion[],
  selected: number,
  words: Words,
  onChoose: (suggestion: Suggestion) => void,
): TemplateResult =>
  html`<div id="suggestions" class="suggestions" role="listbox" aria-label=${words.suggestions}>
    ${suggestions.map(
      (suggestion, index) =>
        html`<div
          id=${`suggestion-${index}`}
          class="item"
          role="option"
          aria-selected=${index === selected}
          @pointerdown=${(event: Event) => {
            event.preventDefault()
            onChoose(suggestion)
          }}
        >
          ${suggestion.sign ? html`<span aria-hidden="true">${suggestion.sign}</span>` : nothing}<bdi>${suggestion.name}</bdi>
        </div>`,
    )}
  </div>`
