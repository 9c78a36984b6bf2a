import type { WebhookPatch, WebhookToCreate } from './schema.ts'
import type { WebhookRecord, WebhookSecret } from './webhook.ts'

/** Max webhooks of an app. */
export const maxWebhooks = 50

/** How long an old secret still signs, in milliseconds. */
const overlap = 24 * 60 * 60 * 1000

/** Max old secrets that still sign. Each makes the header longer. */
const maxFormer = 4

export const newWebhook = (
  { url, description = null, events = null, ordered = true, enabled = true }: WebhookToCreate,
  {
    appId,
    id,
    createdAt,
    secret,
  }: Pick<WebhookRecord, 'appId' | 'id' | 'createdAt'> & {
    secret: string
  },
): WebhookRecord => ({
  appId,
  id,
  url,
  description,
  events,
  ordered,
  disabledReason: enabled ? null : 'manual',
  lost: null,
  createdAt,
  secrets: [{ secret, until: null }],
})

export const changedWebhook = (old: WebhookRecord, patch: WebhookPatch): WebhookRecord => ({
  ...old,
  url: patch.url ?? old.url,
  description: patch.description === undefined ? old.description : patch.description,
  events: patch.events === undefined ? old.events : patch.events,
  ordered: patch.ordered ?? old.ordered,
  disabledReason: disabledBy(old, patch),
})

/** A webhook that is already disabled keeps its reason. */
function disabledBy({ disabledReason }: WebhookRecord, { enabled }: WebhookPatch) {
  if (enabled === undefined) return disabledReason
  return enabled ? null : (disabledReason ?? 'manual')
}

/** The webhook with a new secret. The old secret signs deliveries for another day. */
export const rotatedWebhook = (old: WebhookRecord, secret: string, now: number): WebhookRecord => {
  const former = old.secrets
    .filter(({ until }) => until === null || until > now)
    .filter((one) => one.secret !== secret)
    .map((one): WebhookSecret => ({ ...one, until: one.until ?? now + overlap }))
  return { ...old, secrets: [{ secret, until: null }, ...former.slice(0, maxFormer)] }
}

const [minBytes, maxBytes] = [24, 64]

/** Returns why the text is not a valid secret (Standard Webhooks 1.0.0), or undefined if it is. */
export function secretFault(secret: string): string | undefined {
  const [, encoded] = /^whsec_([0-9A-Za-z+/]+={0,2})$/.exec(secret) ?? []
  const bytes = Buffer.from(encoded ?? '', 'base64')
  if (encoded === undefined || bytes.toString('base64') !== encoded)
    return 'Must be whsec_ followed by Base64.'
  if (bytes.length >= minBytes && bytes.length <= maxBytes) return undefined
  return `Must have ${minBytes} to ${maxBytes} bytes; it has ${bytes.length}.`
}
