import type { MessageRecord } from '../model/message.ts'
import {
  type Reactor,
  reactionAdded,
  reactionRemoved,
  withoutReaction,
  withReaction,
} from '../model/reaction.ts'
import type { Reaction } from '../model/schema.ts'
import type { WriteTx } from '../store/store.ts'
import type { ChangeContext } from './operation.ts'

// Both run in a write that holds the lock of the conversation.

/** Does nothing if the user has reacted with the emoji already. */
export async function addReactionTo(
  tx: WriteTx,
  { app, now: clock }: ChangeContext,
  message: MessageRecord,
  reactor: Reactor,
): Promise<void> {
  if (await tx.reactions.get(app.id, message, reactor)) return
  const now = clock()
  const reactions = withReaction(message.content.reactions, reactor.emoji)
  await tx.reactions.insert(app.id, message, reactor, now)
  await putSummary(tx, app.id, message, reactions)
  await tx.events.append(app.id, now, reactionAdded(message, reactor, reactions))
}

/** Does nothing if the user has not reacted with the emoji. */
export async function removeReactionFrom(
  tx: WriteTx,
  { app, now: clock }: ChangeContext,
  message: MessageRecord,
  reactor: Reactor,
): Promise<void> {
  if (!(await tx.reactions.get(app.id, message, reactor))) return
  const reactions = withoutReaction(message.content.reactions, reactor.emoji)
  await tx.reactions.delete(app.id, message, reactor)
  await putSummary(tx, app.id, message, reactions)
  await tx.events.append(app.id, clock(), reactionRemoved(message, reactor, reactions))
}

const putSummary = (
  tx: WriteTx,
  appId: string,
  message: MessageRecord,
  reactions: Reaction[],
): Promise<void> => tx.messages.putContent(appId, message, { ...message.content, reactions })
