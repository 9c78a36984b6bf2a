import { getsNotifications, type WebhookRecord } from '../model/webhook.ts'
import { conversationLock, type Store, type WriteTx } from '../store/store.ts'
import { notificationConsumer } from '../store/tables/consumers.ts'
import { type Cursor, isAfter } from '../store/tables/events.ts'
import { isSameMissed, type Missed } from '../store/tables/missed.ts'

/** What must be done about the missed messages of a conversation when their notifications are due. */
export interface Finding {
  missed: Missed
  /** When to check again, in Unix milliseconds; undefined if everyone in `recipients` is notified now. */
  postponedTo: number | undefined
  recipients: { userId: string; messageIds: string[] }[]
}

/** The database writes of the notifications. The arguments and results can be sent to another thread. */
export interface NotificationWrites {
  /**
   * Saves new messages and the cursor after them. Returns false if another node has already moved the cursor beyond
   * `from`.
   */
  saveMissed(from: Cursor, upTo: Cursor, missed: Missed[]): Promise<boolean>
  /** Appends notifications to the log. Findings about messages that have changed since are ignored. */
  notify(findings: Finding[]): Promise<void>
  /** If no webhook gets notifications any more, the log need not be kept for them. */
  endNotifications(): Promise<void>
}

/** `now` returns Unix milliseconds. */
export const notificationWrites = (
  store: Pick<Store, 'write'>,
  now: () => number,
): NotificationWrites => ({
  saveMissed: (from, upTo, missed) =>
    store.write([notificationConsumer], async (tx) => {
      const known = await tx.consumers.get(notificationConsumer)
      if (known && isAfter(known.at, from)) return false
      await tx.missed.add(missed)
      await tx.consumers.put({ name: notificationConsumer, at: upTo, enabled: true })
      return true
    }),

  notify(findings) {
    const locks = findings.map(({ missed }) =>
      conversationLock(missed.appId, missed.conversationId),
    )
    return store.write([notificationConsumer, ...locks], async (tx) => {
      // In the transaction, so that no event of the conversation before it is later.
      const time = now()
      for (const finding of findings) await write(tx, finding, time)
    })
  },

  endNotifications: () =>
    store.write([notificationConsumer], async (tx) => {
      if (appsWithNotifications(await tx.webhooks.all()).size > 0) return
      await tx.consumers.delete(notificationConsumer)
      await tx.missed.clear()
    }),
})

async function write(tx: WriteTx, { missed, postponedTo, recipients }: Finding, now: number) {
  const { appId, conversationId } = missed
  const known = await tx.missed.get(appId, conversationId)
  if (!known || !isSameMissed(known, missed)) return
  if (postponedTo !== undefined) return tx.missed.postpone(missed, postponedTo)
  await tx.missed.delete(missed)
  if (!(await tx.apps.get(appId))) return
  for (const { userId, messageIds } of recipients) {
    const part = { missed: { userId, messageIds } }
    await tx.events.insertPrivate(appId, now, 'notification.triggered', part, conversationId)
  }
}

/** The apps with a webhook that gets notifications. */
export const appsWithNotifications = (webhooks: WebhookRecord[]): Set<string> =>
  new Set(webhooks.filter(getsNotifications).map(({ appId }) => appId))
