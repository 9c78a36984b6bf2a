import { orderedIds } from '../server/src/base/ids.ts'
import type { WebhookRecord } from '../server/src/model/webhook.ts'
import { withStore } from './event-log.ts'

const newWebhookId = orderedIds('wh_', Date.now)

/** Registers a webhook of the app, and returns its id. */
export async function register(
  { appId, databaseUrl }: { appId: string; databaseUrl: string },
  url: string,
  options: Partial<WebhookRecord> = {},
): Promise<string> {
  const id = newWebhookId()
  await withStore(databaseUrl, (store) =>
    store.write([], async (tx) => {
      await tx.webhooks.put({
        ...{ appId, id, url, description: null, events: null, ordered: true },
        ...{ disabledReason: null, lost: null, createdAt: Date.now() },
        secrets: [{ secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', until: null }],
        ...options,
      })
      await tx.webhookProgress.start(appId, id, await tx.events.position(), true)
    }),
  )
  return id
}
