import { subscribesTo, type WebhookRecord, webhookTypeOf } from '../../model/webhook.ts'
import type { Row, WriteConnection } from '../engine.ts'
import { consumerReads } from './consumers.ts'
import { plainUserId } from './event-writes.ts'
import { type Cursor, cursorFrom, isAfter } from './events.ts'
import { webhookConsumer } from './webhook-progress.ts'
import { type Rest, webhookRestReads } from './webhook-rests.ts'
import { webhookReads, webhookWrites } from './webhooks.ts'

/** The columns of events that `note` needs. */
export const lossColumns = 'id, mark, app_id, created_at, type, conversation_id, user_id'

export const webhookLosses = (db: WriteConnection) => {
  const webhooks = { ...webhookReads(db), ...webhookWrites(db) }
  const consumers = consumerReads(db)
  const rests = webhookRestReads(db)

  /**
   * Call this before events are deleted, oldest first: stores that disabled webhooks lose the events that they have not
   * received yet.
   */
  const note = async (events: Row[]): Promise<void> => {
    for (const webhook of await webhooks.all()) {
      if (webhook.disabledReason === null) continue
      const place = await consumers.get(webhookConsumer(webhook.id))
      if (!place) continue
      const waiting = await rests.list(webhook.id)
      const lost = events.filter((row) => isFor(webhook, row) && isLeft(row, place.at, waiting))
      const [first, last] = [lost[0]?.created_at as number, lost.at(-1)?.created_at as number]
      if (lost.length === 0) continue
      const { appId, id, lost: former } = webhook
      const from = former?.after === place.at.id ? former.from : first
      await webhooks.setLost(appId, id, { from, until: Math.max(from, last), after: place.at.id })
    }
  }
  return { note }
}

function isFor(webhook: WebhookRecord, { app_id, type }: Row): boolean {
  const told = webhookTypeOf(type as string)
  return app_id === webhook.appId && told !== undefined && subscribesTo(webhook, told)
}

/** Whether the event is after the cursor, or in a rest before it. */
function isLeft(row: Row, at: Cursor, rests: Rest[]): boolean {
  const place = cursorFrom(row)
  if (isAfter(place, at)) return true
  const subject =
    row.conversation_id === null
      ? `user ${plainUserId((row.user_id as string | null) ?? '')}`
      : `conversation ${row.conversation_id}`
  return rests.some(
    ({ key, after }) => isAfter(place, after) && (key === subject || key === `event ${place.id}`),
  )
}
