import { type LoggedData, messagesIn, redactedEvent } from '../model/redaction.ts'
import type { Store } from '../store/store.ts'
import { existingApp } from './apps.ts'

/** Max keys that are deleted in one write. */
const keysAtOnce = 500

/**
 * Deletes the idempotency keys of the user's messages. They are texts of the client that no API call returns or deletes.
 * Call this before the messages are deleted. Returns their number.
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

/**
 * Removes all files that the user uploaded, including files in messages of others. These messages keep the name of the
 * file, but nobody can download it. The messages of the user must already be deleted.
 */
export const removeFiles = (store: Store, appId: string, userId: string): Promise<void> =>
  store.write(['files'], (tx) => tx.files.removeOfUser(appId, userId))

export interface ForgetOptions {
  /** Replaces the text of the user's messages. Undefined keeps the messages. */
  text: string | undefined
  /**
   * The conversations whose properties are removed; with `addsWritten`, also those in which the user wrote, as far as
   * the log shows.
   */
  conversationIds: ReadonlySet<string>
  addsWritten: boolean
}

/**
 * Removes a user's personal data from the event log, which contains older names, texts and properties until it is trimmed. The
 * user must already be anonymized: the log gets the current public properties.
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
    await eachEvent(store, appId, (event) => {
      for (const { senderId, conversationId } of messagesIn(event))
        if (senderId === userId) all.add(conversationId)
      return event
    })
  const redaction = { user, text, conversationIds: all }
  await eachEvent(store, appId, (event) => redactedEvent(event, redaction))
}

async function eachEvent(
  store: Store,
  appId: string,
  redact: (event: LoggedData) => LoggedData,
): Promise<void> {
  let after: number | undefined = 0
  while (after !== undefined) {
    const from: number = after
    after = await store.write(['log'], (tx) => tx.events.redact(appId, redact, from))
  }
}
