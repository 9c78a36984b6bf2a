import type { components } from '@openparley/spec/types'
import type { MessageState, ReferencedMessageState } from './message-state.ts'
import type { LoggedEvent } from './subject.ts'

type Wire = components['schemas']
type Shown = Wire['ReactionSnapshot'][]

export type ReactionEvent = Extract<LoggedEvent, { type: 'reaction.added' | 'reaction.removed' }>

const seenBy = (reactions: Wire['Reaction'][], reacted: (emoji: string) => boolean): Shown =>
  reactions.map(({ emoji, count }) => ({ emoji, count, currentUserReacted: reacted(emoji) }))

/** The reactions to a message of an event, as the user `userId` sees them. */
export const reactionsOf = (
  { id, reactions }: Pick<Wire['StoredMessage'], 'id' | 'reactions'>,
  reactedBy: Wire['Reactors'][],
  userId: string,
): Shown =>
  seenBy(reactions, (emoji) =>
    reactedBy.some(
      (one) => one.messageId === id && one.emoji === emoji && one.userIds.includes(userId),
    ),
  )

/** The message after a reaction to it, or to the message that it replies to. */
export function reactedMessage(
  message: MessageState,
  event: ReactionEvent,
  userId: string,
): MessageState {
  const after = <One extends MessageState | ReferencedMessageState>(one: One): One => ({
    ...one,
    reactions: reactionsAfter(one.reactions, event, userId),
  })
  if (message.id === event.messageId) return after(message)
  const { referencedMessage } = message
  if (referencedMessage?.id !== event.messageId) return message
  return { ...message, referencedMessage: after(referencedMessage) }
}

/**
 * The event has the new counts. Whether the user reacted is known from the reactions before, unless the event is
 * theirs.
 */
const reactionsAfter = (before: Shown, event: ReactionEvent, userId: string): Shown =>
  seenBy(event.reactions, (emoji) =>
    event.userId === userId && event.emoji === emoji
      ? event.type === 'reaction.added'
      : before.some((one) => one.emoji === emoji && one.currentUserReacted),
  )
