import { verifyWebhook, type WebhookEvent } from '../../src/webhooks/verify.ts'

declare const request: Request
declare const secret: string | undefined

const event: WebhookEvent = await verifyWebhook(await request.text(), request.headers, secret)

export function sentText(): string | null {
  if (event.type === 'message.sent') return event.data.message.text
  if (event.type === 'user.created') return event.data.user.name
  // @ts-expect-error An event of another type has no such data.
  return event.data.message.text
}

// @ts-expect-error There is no such event.
export const isUnknown = event.type === 'message.lost'

declare const incoming: { headers: NodeJS.Dict<string | string[]> }
await verifyWebhook(new Uint8Array(), incoming.headers, [String(secret)], { tolerance: 60 })
await verifyWebhook(new ArrayBuffer(), new Map([['webhook-id', 'evt_1']]), secret)
// @ts-expect-error The body must not be parsed.
await verifyWebhook({ type: 'message.sent' }, request.headers, secret)
