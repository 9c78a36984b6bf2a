import type { UnreadsSnapshot } from '@openparley/client'

/** The events of the elements for the page. All of them bubble and leave the shadow trees. */
export interface ParleyEvents {
  /** The user has opened a conversation. */
  'parley-select': CustomEvent<{ conversationId: string; messageId?: string }>
  /** The user has sent a message. */
  'parley-send': CustomEvent<{ conversationId: string; messageId: string }>
  /** How much the user has not read. */
  'parley-unread': CustomEvent<UnreadsSnapshot>
  /** An error that the user cannot fix, such as an expired token. */
  'parley-error': CustomEvent<{ error: Error }>
  /** The user has chosen an action of the page in the menu of a message: the `value` of its button. */
  'parley-message-action': CustomEvent<{
    conversationId: string
    messageId: string
    action: string
  }>
  /** The user has left the conversation for the list. */
  'parley-back': CustomEvent<null>
}

declare global {
  interface HTMLElementEventMap extends ParleyEvents {}
  interface DocumentEventMap extends ParleyEvents {}
}

export function emit<Name extends keyof ParleyEvents>(
  target: EventTarget,
  name: Name,
  detail: ParleyEvents[Name]['detail'],
): void {
  target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
}
