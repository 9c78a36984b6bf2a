import type { LoggedEvent } from './apply.ts'
import { editedMessage, type MessageState, messageOf } from './message-state.ts'
import { accessAfter } from './own-access.ts'
import type { Window } from './window.ts'

/** Returns the newest messages of a conversation after the event. Undefined if they must be requested again. */
export function applyToMessages(
  window: Window<MessageState> | null,
  event: LoggedEvent,
  userId: string,
): Window<MessageState> | null | undefined {
  if (window && event.id <= window.lastEventId) return window
  const hasAccess = accessAfter(event, userId)
  if (hasAccess === false) return null
  if (!window) return hasAccess ? undefined : null
  const items = itemsAfter(window.items, event)
  return items && { ...window, items, lastEventId: event.id }
}

function itemsAfter(items: MessageState[], event: LoggedEvent): MessageState[] | undefined {
  switch (event.type) {
    case 'message.created':
      return [messageOf(event.message), ...items]
    case 'message.updated':
      return items.map((item) => editedMessage(item, event.message))
    case 'message.deleted':
      return items
        .filter(({ id }) => id !== event.messageId)
        .map((item) =>
          item.referencedMessage?.id === event.messageId
            ? { ...item, referencedMessage: null }
            : item,
        )
    case 'messages.imported':
      return undefined
    default:
      return items
  }
}
