import { normalizedEmoji } from './emoji.ts'
import { invalid } from './error.ts'
import type { NewEvent } from './event.ts'
import type { MessageRecord } from './message.ts'
import type { Reaction, Reactors } from './schema.ts'

/** Max different emoji on a message. */
const maxEmoji = 50

/** Max reactions whose users an event names. */
export const maxReactors = 250

/** A user who reacted to a message with an emoji. */
export interface Reactor {
  emoji: string
  userId: string
}

/** Returns the emoji of a path in its stored form. Throws a 400 if it is not an emoji. */
export function emojiIn({ emoji }: { emoji: string }): string {
  const normalized = normalizedEmoji(emoji)
  if (normalized === undefined)
    throw invalid('emoji', 'Must be one emoji, or the name of a custom one between colons.')
  return normalized
}

/** The summary after one more user reacted with the emoji. Throws a 400 if the message has too many emoji. */
export function withReaction(reactions: Reaction[], emoji: string): Reaction[] {
  if (reactions.some((one) => one.emoji === emoji)) return counted(reactions, emoji, 1)
  if (reactions.length >= maxEmoji)
    throw invalid('emoji', `The message has ${maxEmoji} different emoji, which is the max.`)
  return [...reactions, { emoji, count: 1 }]
}

/** The summary after a user removed their reaction with the emoji. */
export const withoutReaction = (reactions: Reaction[], emoji: string): Reaction[] =>
  counted(reactions, emoji, -1).filter(({ count }) => count > 0)

const counted = (reactions: Reaction[], emoji: string, change: 1 | -1): Reaction[] =>
  reactions.map((one) => (one.emoji === emoji ? { emoji, count: one.count + change } : one))

/** The reactions to each of the messages as events name them; null if these are too many. */
export function reactorsIn(messages: MessageRecord[], found: Reactor[][]): Reactors[] | null {
  if (found.flat().length > maxReactors) return null
  return messages.flatMap(({ id: messageId }, index) =>
    [...Map.groupBy(found[index] ?? [], ({ emoji }) => emoji)].map(([emoji, reactors]) => ({
      messageId,
      emoji,
      userIds: reactors.map(({ userId }) => userId),
    })),
  )
}

/** `reactions` is the summary after the event. */
export const reactionAdded = (
  message: MessageRecord,
  reactor: Reactor,
  reactions: Reaction[],
): NewEvent => ({ type: 'reaction.added', ...about(message, reactor, reactions) })

/** `reactions` is the summary after the event. */
export const reactionRemoved = (
  message: MessageRecord,
  reactor: Reactor,
  reactions: Reaction[],
): NewEvent => ({ type: 'reaction.removed', ...about(message, reactor, reactions) })

const about = (
  { conversationId, id }: MessageRecord,
  { emoji, userId }: Reactor,
  reactions: Reaction[],
) => ({
  subject: { conversationId },
  data: { conversationId, messageId: id, emoji, userId, reactions },
})
