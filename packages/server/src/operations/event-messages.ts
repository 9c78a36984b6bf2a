import { type EventMessageParts, eventMessage, type MessageRecord } from '../model/message.ts'
import { maxReactors, reactorsIn } from '../model/reaction.ts'
import type { EventMessage, Reactors } from '../model/schema.ts'
import type { ReadTx } from '../store/store.ts'

/** Returns the parts of events about a message. Reads nothing for a message that is not a reply and has no reactions. */
export async function eventMessageParts(
  tx: ReadTx,
  appId: string,
  message: MessageRecord,
): Promise<EventMessageParts> {
  const [referenced] = (await tx.messages.referencedBy(appId, [message])).values()
  return { message, referenced, reactedBy: await reactorsOf(tx, appId, [message, referenced]) }
}

/**
 * Returns who reacted to messages of one conversation; null if there are too many reactions. Reads nothing for messages
 * without reactions.
 */
export async function reactorsOf(
  tx: ReadTx,
  appId: string,
  messages: (MessageRecord | undefined)[],
): Promise<Reactors[] | null> {
  const reactedTo = messages.filter((one) => one && one.content.reactions.length > 0)
  const found = await Promise.all(
    reactedTo.map((one) => tx.reactions.ofMessage(appId, one as MessageRecord, maxReactors + 1)),
  )
  return reactorsIn(reactedTo as MessageRecord[], found)
}

/** Returns the newest message of a conversation, as events carry it; null if it has none. */
export async function newestEventMessage(
  tx: ReadTx,
  appId: string,
  conversationId: string,
): Promise<EventMessage | null> {
  const [newest] = await tx.messages.list(appId, conversationId, { limit: 1, direction: 'DESC' })
  return newest ? eventMessage(await eventMessageParts(tx, appId, newest)) : null
}
