import type { ConversationSnapshot, MessageSnapshot } from '@openparley/client'
import { html, nothing, type TemplateResult } from 'lit'
import type { DirectiveResult } from 'lit/directive.js'
import { guard } from 'lit/directives/guard.js'
import { icon } from '../look/icons.ts'
import { avatar } from '../parts/avatar.ts'
import { fullTime } from '../parts/time.ts'
import { dateFormat } from '../words/formatters.ts'
import type { Words } from '../words/words.ts'
import { contentOf } from './content.ts'
import { dayName } from './day.ts'
import type { Row } from './rows.ts'

/** Functions of the list for its messages. */
export interface MessageActions {
  openMenu: (message: MessageSnapshot, button: HTMLElement) => void
  jumpTo: (messageId: string) => void
  toggleReaction: (message: MessageSnapshot, emoji: string) => void
  sendAgain: (messageId: string) => void
  discard: (message: MessageSnapshot) => void
}

export interface MessageView {
  words: Words
  userId: string
  /** Whether the message has or would get the focus; its controls can then be reached by Tab. */
  isCurrent: boolean
  isHighlighted: boolean
  isRead: boolean
  canReact: boolean
  /** Whether it is sent by itself when there is a connection. */
  isWaiting: boolean
  now: number
  actions: MessageActions
  /** The parts that only some messages have, once their code is loaded. */
  extras: () => Extras | undefined
}

type Extras = typeof import('./message-extras.ts')

/** Whether each participant has read the message. */
export const isReadByAll = (
  { createdAt, delivery }: MessageSnapshot,
  conversation: ConversationSnapshot | null | undefined,
): boolean => delivery === 'sent' && createdAt <= (conversation?.everyoneReadUntil ?? -1)

/** Renders again only if something that it shows has changed. */
export function messageRow(row: Row, view: MessageView): DirectiveResult {
  const { message, beginsDay, beginsNew, beginsGroup, endsGroup } = row
  const { isRead, isCurrent, isHighlighted, canReact, isWaiting, words } = view
  const today = beginsDay && new Date(view.now).toDateString()
  const extras = hasExtras(message) ? view.extras() : undefined
  return guard(
    [
      message,
      today,
      beginsNew,
      beginsGroup,
      endsGroup,
      isRead,
      isCurrent,
      isHighlighted,
      canReact,
      isWaiting,
      words,
      extras,
    ],
    () => article(row, view, extras),
  )
}

const hasExtras = ({ referencedMessage, reactions }: MessageSnapshot): boolean =>
  referencedMessage !== null || reactions.length > 0

function article(row: Row, view: MessageView, extras: Extras | undefined): TemplateResult {
  const { message } = row
  const { words, userId, isCurrent, isHighlighted } = view
  const { sender } = message
  const isOwn = sender?.id === userId
  const kind = sender ? (isOwn ? 'own' : 'other') : 'system'
  const classes = [
    'row',
    kind,
    message.delivery,
    row.beginsGroup && 'begins',
    row.endsGroup && 'ends',
    isHighlighted && 'highlighted',
    isCurrent && 'current',
  ]
  const name = sender ? (isOwn ? words.you : sender.name) : words.systemMessage
  return html`<article
    class=${classes.filter(Boolean).join(' ')}
    part="message message-${kind}"
    tabindex=${isCurrent ? 0 : -1}
    data-row=${message.id}
    aria-label=${`${name}, ${timeOf(message, words)}`}
  >
    ${row.beginsDay ? html`<p class="divider day" part="day"><span>${dayName(message.createdAt, view.now, words)}</span></p>` : nothing}
    ${row.beginsNew ? html`<p class="divider new" part="new"><span>${words.newMessages}</span></p>` : nothing}
    <div class="line" data-id=${message.id}>
      ${kind === 'other' && sender ? html`<span class="face">${row.endsGroup ? avatar([sender]) : nothing}</span>` : nothing}
      <div class="body">
        ${kind === 'other' && row.beginsGroup ? html`<bdi class="name" part="sender" aria-hidden="true">${name}</bdi>` : nothing}
        <div class="bubble" part="bubble">
          ${extras?.quote(message, view)}${contentOf(message, view)}${meta(message, isOwn, view)}
        </div>
      </div>
      ${message.delivery === 'sent' ? menuButton(message, view) : nothing}
    </div>
    ${extras?.reactions(message, view)}${failure(message, view)}
  </article>`
}

const menuButton = (message: MessageSnapshot, { words, isCurrent, actions }: MessageView) =>
  html`<button
    class="icon-button more"
    part="message-menu-button"
    aria-label=${words.messageMenu}
    aria-haspopup="menu"
    tabindex=${isCurrent ? 0 : -1}
    @click=${({ currentTarget }: Event) => actions.openMenu(message, currentTarget as HTMLElement)}
  >
    ${icon('more')}
  </button>`

const timeOf = ({ createdAt }: MessageSnapshot, { locale }: Words) =>
  dateFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(createdAt)

function meta(message: MessageSnapshot, isOwn: boolean, view: MessageView) {
  const { words } = view
  const state = isOwn ? delivery(message, view) : undefined
  return html`<span class="meta">
    ${message.masked ? html`<span part="masked">${words.contactsHidden}</span>` : nothing}
    ${message.editedAt === null ? nothing : html`<span>${words.edited}</span>`}
    <time datetime=${new Date(message.createdAt).toISOString()} title=${fullTime(message.createdAt, words.locale)}
      >${timeOf(message, words)}</time
    >
    ${state ? html`<span class="state" title=${state.name}>${icon(state.icon)}<span class=${view.isWaiting ? '' : 'visually-hidden'}>${state.name}</span></span>` : nothing}
  </span>`
}

function delivery({ delivery: state }: MessageSnapshot, { words, isRead, isWaiting }: MessageView) {
  if (state === 'pending')
    return { icon: 'clock', name: isWaiting ? words.waiting : words.sending } as const
  if (state === 'failed') return { icon: 'error', name: words.failed } as const
  if (isRead) return { icon: 'checks', name: words.readByAll } as const
  return { icon: 'check', name: words.sent } as const
}

function failure(message: MessageSnapshot, { words, actions, isCurrent }: MessageView) {
  if (message.delivery !== 'failed') return nothing
  return html`<p class="failure">
    <span>${words.failed}</span>
    <button class="link" tabindex=${isCurrent ? 0 : -1} @click=${() => actions.sendAgain(message.id)}>${words.sendAgain}</button>
    <button class="link" tabindex=${isCurrent ? 0 : -1} @click=${() => actions.discard(message)}>${words.discard}</button>
  </p>`
}
