import type { ConversationSnapshot, UserSnapshot } from '@openparley/client'
import { css, html, nothing, type TemplateResult } from 'lit'
import { picturesOf, titleOf } from '../list/title.ts'
import { icon } from '../look/icons.ts'
import { avatar } from '../parts/avatar.ts'
import type { Words } from '../words/words.ts'

export interface HeaderView {
  conversation: ConversationSnapshot
  /** Undefined until they are known. */
  others: readonly UserSnapshot[] | undefined
  /** How many of the others are online. */
  online: number
  words: Words
  hasBack: boolean
  onBack: () => void
  onMenu: (button: HTMLElement) => void
}

export function header(view: HeaderView): TemplateResult {
  const { conversation, others, words, hasBack } = view
  const title = titleOf(conversation, others, words.locale) ?? ''
  const menu = ({ currentTarget }: Event) => view.onMenu(currentTarget as HTMLElement)
  return html`<header part="header">
    ${hasBack ? html`<button class="icon-button back" aria-label=${words.back} title=${words.back} @click=${view.onBack}>${icon('back')}</button>` : nothing}
    <slot name="header">
      ${avatar(picturesOf(conversation, others, title))}
      <div class="titles">
        <h2 part="title"><bdi>${title}</bdi></h2>
        ${presence(view)}
      </div>
    </slot>
    <slot name="header-end"></slot>
    <button class="icon-button menu-button" aria-label=${words.conversationMenu} title=${words.conversationMenu} aria-haspopup="menu" @click=${menu}>
      ${icon('more')}
    </button>
  </header>`
}

function presence({ others, online, words }: HeaderView) {
  if (!others) return nothing
  const isGroup = others.length > 1
  const text = isGroup
    ? [words.people(others.length + 1), ...(online > 0 ? [words.onlineCount(online)] : [])].join(
        ' · ',
      )
    : online > 0
      ? words.online
      : ''
  return text
    ? html`<p class="presence" part="presence">${online > 0 ? html`<span class="dot"></span>` : nothing}${text}</p>`
    : nothing
}

export const headerStyles = css`
  header {
    display: flex;
    flex: none;
    align-items: center;
    gap: 10px;
    min-height: 60px;
    padding: calc(8px + env(safe-area-inset-top)) 8px 8px 16px;
    border-bottom: 1px solid var(--_border);
  }

  header:dir(rtl) {
    padding: calc(8px + env(safe-area-inset-top)) 16px 8px 8px;
  }

  header:has(.back) {
    padding-inline-start: 4px;
  }

  .titles {
    flex: 1;
    min-width: 0;
  }

  h2 {
    margin: 0;
    overflow: hidden;
    font-size: 1.05em;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .presence {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 0;
    color: var(--_muted);
    font-size: var(--_small);
  }

  .dot {
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--_online);
  }
`
