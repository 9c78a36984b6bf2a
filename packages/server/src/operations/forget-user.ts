import { type EventData, redactedEvent } from '../model/redaction.ts'
import { publicUser } from '../model/user.ts'
import type { Store } from '../store/store.ts'
import { existingApp } from './apps.ts'

/** Keys that are deleted in one write. */
const keysAtOnce = 500

/**
 * Deletes the idempotency keys of the user's messages. They are the client's own texts, and no call of the API
 * returns or deletes them. To be called while the messages are still there. Returns how many there were.
 */
export async function deleteIdempotencyKeys(
  store: Store,
  appId: string,
  userId: string,
): Promise<number> {
  await existingApp(store, appId)
  let deleted = 0
  for (let some = keysAtOnce; some === keysAtOnce; deleted += some)
    some = await store.write(['keys'], (tx) =>
      tx.idempotencyKeys.deleteOfSender(appId, userId, keysAtOnce),
    )
  return deleted
}

export interface ForgetOptions {
  /** Takes the place of the texts of the user's messages; undefined leaves the messages as they are. */
  text: string | undefined
  /** Conversations to forget the attributes of, and whether to add those in which the log knows the user wrote. */
  conversationIds: ReadonlySet<string>
  addsWritten: boolean
}

/**
 * Takes a user's personal data out of the event log, where earlier names, texts and attributes stay until it is
 * trimmed. The user itself must be anonymous already: the log gets what is public of it now.
 */
export async function redactLog(
  store: Store,
  appId: string,
  userId: string,
  { text, conversationIds, addsWritten }: ForgetOptions,
): Promise<void> {
  const user = await store.read.users.get(appId, userId)
  if (!user) return
  const all = new Set(conversationIds)
  if (addsWritten)
    await eachEvent(store, appId, (data) => {
      if (data.message?.senderId === userId) all.add(data.message.conversationId)
      return data
    })
  const redaction = { user: publicUser(user), text, conversationIds: all }
  await eachEvent(store, appId, (data) => redactedEvent(data, redaction))
}

async function eachEvent(
  store: Store,
  appId: string,
  redact: (data: EventData) => EventData,
): Promise<void> {
  let after: number | undefined = 0
  while (after !== undefined) {
    const from: number = after
    after = await store.write(['log'], (tx) => tx.events.redact(appId, redact, from))
  }
}
