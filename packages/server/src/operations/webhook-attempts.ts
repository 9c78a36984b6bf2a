import { isAttemptId } from '../base/ids.ts'
import { invalid } from '../model/error.ts'
import type { WebhookAttempt } from '../model/schema.ts'
import { webhookOf } from '../model/webhook.ts'
import type { Attempt } from '../store/tables/webhook-attempts.ts'
import { existingAttempt, existingWebhook } from './existing.ts'
import type { Handler } from './operation.ts'

export const testWebhook: Handler<'testWebhook'> = async ({ path }, { app, store, webhooks }) => {
  const webhook = await existingWebhook(store.read, app.id, path.webhookId)
  return attemptOf(await webhooks.test(webhook, { webhook: webhookOf(webhook) }))
}

export const listWebhookAttempts: Handler<'listWebhookAttempts'> = async (
  { path: { webhookId }, query },
  { app, store },
) => {
  const { read } = store
  const { limit = 10, startingAfter } = query
  await existingWebhook(read, app.id, webhookId)
  const isKnown = async (id: string) =>
    isAttemptId(id) && (await read.webhookAttempts.get(app.id, webhookId, id)) !== undefined
  if (startingAfter && !(await isKnown(startingAfter)))
    throw invalid('startingAfter', 'There is no such attempt of this webhook.')
  const page = await read.webhookAttempts.list(app.id, webhookId, limit, startingAfter || undefined)
  return { data: page.map(attemptOf) }
}

export const resendWebhookAttempt: Handler<'resendWebhookAttempt'> = async (
  { path: { webhookId, attemptId } },
  { app, store, webhooks },
) => {
  const webhook = await existingWebhook(store.read, app.id, webhookId)
  const old = await existingAttempt(store.read, app.id, webhookId, attemptId)
  const attempt = await webhooks.resend(webhook, old)
  if (!attempt)
    throw invalid(
      'attemptId',
      old.logId === null
        ? 'A test event is not in the log. testWebhook sends a new one.'
        : 'The event is no longer in the log, or the object that it is about no longer exists.',
    )
  return attemptOf(attempt)
}

const attemptOf = (attempt: Attempt): WebhookAttempt => ({
  id: attempt.id,
  eventId: attempt.eventId,
  type: attempt.type,
  createdAt: attempt.createdAt,
  status: attempt.status,
  error: attempt.error,
  duration: attempt.duration,
  response: attempt.response,
  nextAttemptAt: attempt.nextAttemptAt,
})
