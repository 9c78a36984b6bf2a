import { changedMessage, type MessageState, messageOf } from './message-state.ts'
import type { LoggedEvent } from './subject.ts'
import { changedWindow, type Window } from './window-events.ts'

/** Returns the newest messages of a conversation after the event. Undefined if they must be requested again. */
export const applyToMessages = (
  window: Window<MessageState> | null,
  event: LoggedEvent,
  userId: string,
): Window<MessageState> | null | undefined =>
  changedWindow(window, event, userId, ({ items, hasNewer }) =>
    // A window that ends before the newest message does not change with it.
    hasNewer && event.type === 'message.created' ? items : itemsAfter(items, event, userId),
  )

function itemsAfter(
  items: MessageState[],
  event: LoggedEvent,
  userId: string,
): MessageState[] | undefined {
  switch (event.type) {
    case 'message.created':
      return whole([messageOf(event.message, userId), ...items])
    case 'message.updated':
    case 'reaction.added':
    case 'reaction.removed':
      return whole(items.map((item) => changedMessage(item, event, userId)))
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

const whole = (items: (MessageState | undefined)[]): MessageState[] | undefined =>
  items.includes(undefined) ? undefined : (items as MessageState[])
