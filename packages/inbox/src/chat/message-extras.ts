import type { MessageSnapshot } from '@openparley/client'
import { css, html, nothing } from 'lit'
import { summary } from '../parts/summary.ts'
import { numberFormat } from '../words/formatters.ts'
import type { MessageView } from './message.ts'

// Parts that only some messages have. Loaded with the first such message.

export const styles = css`
  .quote {
    display: block;
    width: 100%;
    margin: 2px 0 6px;
    padding: 4px 10px;
    border: 0;
    border-inline-start: 3px solid currentColor;
    border-radius: 4px;
    background: color-mix(in srgb, currentColor 10%, transparent);
    text-align: start;
    cursor: pointer;
  }

  .quote .name {
    display: block;
    color: inherit;
  }

  .quoted {
    display: -webkit-box;
    overflow: hidden;
    font-size: var(--_small);
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .reactions {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    align-self: center;
    max-width: min(80%, 40em);
    margin-top: 4px;
  }

  .own .reactions {
    align-self: flex-end;
    justify-content: flex-end;
  }

  /* Below the bubble, not below the picture. */
  .other .reactions {
    align-self: flex-start;
    margin-inline-start: 40px;
  }

  .reaction {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-width: 24px;
    min-height: 28px;
    padding: 0 8px;
    border: 1px solid var(--_border);
    border-radius: 14px;
    background: var(--_background);
    color: var(--_text);
    font-size: var(--_small);
    cursor: pointer;
  }

  .reaction:disabled {
    opacity: 1;
  }

  .reaction[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_selected);
  }
`

export function quote({ referencedMessage: quoted }: MessageSnapshot, view: MessageView) {
  if (!quoted) return nothing
  const { words, userId, actions, isCurrent } = view
  const name = quoted.sender.id === userId ? words.you : quoted.sender.name
  return html`<button
    class="quote"
    part="quote"
    tabindex=${isCurrent ? 0 : -1}
    title=${words.goToMessage}
    @click=${() => actions.jumpTo(quoted.id)}
  >
    <bdi class="name">${name}</bdi>
    <span class="quoted" dir="auto">${summary(quoted, words)}</span>
  </button>`
}

export function reactions(message: MessageSnapshot, view: MessageView) {
  if (message.reactions.length === 0) return nothing
  const { words, actions, isCurrent } = view
  return html`<div class="reactions" part="reactions">
    ${message.reactions.map(
      ({ emoji, count, currentUserReacted }) =>
        html`<button
          class="reaction"
          part="reaction"
          tabindex=${isCurrent ? 0 : -1}
          aria-pressed=${currentUserReacted}
          aria-label=${`${emoji} ${words.reactedCount(count)}`}
          ?disabled=${!view.canReact}
          @click=${() => actions.toggleReaction(message, emoji)}
        >
          <span>${emoji}</span><span class="count">${numberFormat(words.locale).format(count)}</span>
        </button>`,
    )}
  </div>`
}
