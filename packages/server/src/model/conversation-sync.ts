import { type ConversationAttributes, conversationFaults } from './conversation.ts'
import type { Fault } from './error.ts'
import { ownAccessFault } from './participant.ts'
import type { SetConversationParams } from './schema.ts'

/**
 * Returns why a user token may not make the change while the app's setting `clientSideConversationSync` is off, or undefined
 * if it may. The reason does not depend on whether the conversation exists.
 */
export function conversationSyncRefusal(
  isIn: boolean,
  params: SetConversationParams,
): string | undefined {
  if (isIn && Object.keys(params).every((name) => name === 'notify')) return undefined
  return (
    "The app's setting clientSideConversationSync is off: a user token cannot create, join or change a conversation, or change its participants. " +
    'It can change only notify, in a conversation that its user is in.'
  )
}

/** Returns the faults of the params that their schema does not cover. `old` is undefined for a new conversation. */
export function syncedConversationFaults(
  id: string,
  old: ConversationAttributes | undefined,
  params: SetConversationParams,
): Fault[] {
  const faults = conversationFaults(id, old, params)
  if (params.access === 'None') faults.push({ field: ['access'], why: ownAccessFault })
  return faults
}
