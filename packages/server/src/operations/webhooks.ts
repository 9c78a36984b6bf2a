import { isWebhookId } from '../base/ids.ts'
import { urlFault } from '../feed/webhooks/url-fault.ts'
import { type Fault, invalid, invalidRequest, notFound } from '../model/error.ts'
import type { WebhookPatch } from '../model/schema.ts'
import { getsNotifications, type WebhookRecord, webhookOf } from '../model/webhook.ts'
import {
  changedWebhook,
  maxWebhooks,
  newWebhook,
  rotatedWebhook,
  secretFault,
} from '../model/webhook-changes.ts'
import { appLock, type WriteTx, webhookLock } from '../store/store.ts'
import { notificationConsumer } from '../store/tables/consumers.ts'
import { existingWebhook } from './existing.ts'
import type { AppContext, Handler } from './operation.ts'
import { replayPosition } from './replay-position.ts'

export const listWebhooks: Handler<'listWebhooks'> = async (_, { app, store }) => ({
  data: (await store.read.webhooks.list(app.id)).map(webhookOf),
})

export const createWebhook: Handler<'createWebhook'> = async ({ body }, context) => {
  const { app, store, webhooks, now } = context
  const { secret = context.newWebhookSecret(), ...settings } = body
  const faults = [...urlFaults(settings, context), ...secretFaults(secret)]
  if (faults.length > 0) throw invalidRequest(faults)
  const id = context.newWebhookId()
  const created = await store.write([appLock(app.id), notificationConsumer], async (tx) => {
    const { length } = await tx.webhooks.list(app.id)
    if (length >= maxWebhooks)
      throw invalid([], `The app has ${maxWebhooks} webhooks, which is the max.`)
    const webhook = newWebhook(settings, { appId: app.id, id, createdAt: now(), secret })
    await tx.webhooks.put(webhook)
    const end = await tx.events.position()
    await tx.webhookProgress.start(app.id, id, end, webhook.disabledReason === null)
    await beginNotifications(tx, webhook)
    return webhook
  })
  webhooks.wake()
  return { ...webhookOf(created), secret }
}

export const getWebhook: Handler<'getWebhook'> = async ({ path }, { app, store }) =>
  webhookOf(await existingWebhook(store.read, app.id, path.webhookId))

export const changeWebhook: Handler<'changeWebhook'> = async ({ path, body }, context) => {
  const { app } = context
  const faults = urlFaults(body, context)
  if (faults.length > 0) throw invalidRequest(faults)
  const changed = await change(context, path, async (tx, old) => {
    const webhook = changedWebhook(old, body)
    await tx.webhooks.put(webhook)
    const enabled = webhook.disabledReason === null
    if (enabled !== (old.disabledReason === null))
      await tx.webhookProgress.setEnabled(app.id, webhook.id, enabled)
    await beginNotifications(tx, webhook)
    return webhook
  })
  return webhookOf(changed)
}

export const deleteWebhook: Handler<'deleteWebhook'> = async ({ path }, context) => {
  const { app } = context
  await change(context, path, async (tx, { id }) => {
    await tx.webhooks.delete(app.id, id)
    await tx.webhookProgress.delete(app.id, id)
  })
  return {}
}

export const rotateWebhookSecret: Handler<'rotateWebhookSecret'> = async (
  { path, body },
  context,
) => {
  const { secret = context.newWebhookSecret() } = body ?? {}
  const faults = secretFaults(secret)
  if (faults.length > 0) throw invalidRequest(faults)
  const rotated = await change(context, path, async (tx, old) => {
    const webhook = rotatedWebhook(old, secret, context.now())
    await tx.webhooks.put(webhook)
    return webhook
  })
  return { ...webhookOf(rotated), secret }
}

export const replayWebhook: Handler<'replayWebhook'> = async ({ path, body }, context) => {
  const { app } = context
  await change(context, path, async (tx, { id }) => {
    await tx.webhookProgress.rewind(app.id, id, await replayPosition(tx, app.id, body))
  })
  return {}
}

/** Runs a write with the webhook of the path. The deliveries then continue with the changed webhook. */
async function change<T>(
  { app, store, webhooks }: AppContext,
  { webhookId }: { webhookId: string },
  work: (tx: WriteTx, webhook: WebhookRecord) => Promise<T>,
): Promise<T> {
  if (!isWebhookId(webhookId)) throw notFound('webhook', webhookId)
  const result = await store.write([webhookLock(webhookId), notificationConsumer], async (tx) =>
    work(tx, await existingWebhook(tx, app.id, webhookId)),
  )
  webhooks.wake()
  return result
}

/** From here on, missed messages are noted. */
async function beginNotifications(tx: WriteTx, webhook: WebhookRecord): Promise<void> {
  if (getsNotifications(webhook))
    await tx.consumers.begin(notificationConsumer, await tx.events.position())
}

function urlFaults({ url }: WebhookPatch, { webhooks }: AppContext): Fault[] {
  const why = url === undefined ? undefined : urlFault(url, webhooks.rule)
  return why === undefined ? [] : [{ field: ['url'], why }]
}

function secretFaults(secret: string): Fault[] {
  const why = secretFault(secret)
  return why === undefined ? [] : [{ field: ['secret'], why }]
}
