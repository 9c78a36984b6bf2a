import type { MessageRef, MessageSnapshot } from '@openparley/client'

/** Events from the parts of a chat to the chat. They stay inside of its shadow tree. */
export interface ChatEvents {
  /** The focus moves from the messages to the composer, or from the empty composer to the messages. */
  'chat-escape': null
  'chat-reply': MessageSnapshot
  'chat-edit': MessageSnapshot
  /** The user opens the picture with the URL. */
  'chat-picture': string
  /** A call that may fail. */
  'chat-failed': Promise<unknown>
  /** The user sends a message. */
  'chat-sent': Promise<MessageRef>
}

export function emitChatEvent<Name extends keyof ChatEvents>(
  target: EventTarget,
  name: Name,
  detail: ChatEvents[Name],
): void {
  target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }))
}
