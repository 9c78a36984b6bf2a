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

/**
 * The message after a reaction to it. The event has the new counts. Whether the user reacted is known from the reactions
 * before, unless the event is theirs.
 */
export const reactedMessage = <One extends MessageState | ReferencedMessageState>(
  message: One,
  event: ReactionEvent,
  userId: string,
): One => ({
  ...message,
  reactions: seenBy(event.reactions, (emoji) =>
    event.userId === userId && event.emoji === emoji
      ? event.type === 'reaction.added'
      : message.reactions.some((one) => one.emoji === emoji && one.currentUserReacted),
  ),
})
