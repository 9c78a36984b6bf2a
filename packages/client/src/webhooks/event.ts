import type { webhooks } from '@openparley/spec/types'

type EventOf<Webhook> = Webhook extends {
  post: { requestBody: { content: { 'application/json': infer Event } } }
}
  ? Event
  : never

/**
 * An event that a webhook endpoint receives. `type` tells the kinds apart, and with it the type of `data`. A newer
 * server may send more types, so have a branch for the others.
 *
 * @example
 * if (event.type === 'message.sent') console.log(event.data.message.text)
 */
export type WebhookEvent = { [Type in keyof webhooks]: EventOf<webhooks[Type]> }[keyof webhooks]
