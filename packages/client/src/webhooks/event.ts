import type { webhooks } from '@openparley/spec/types'

type EventOf<Webhook> = Webhook extends {
  post: { requestBody: { content: { 'application/json': infer Event } } }
}
  ? Event
  : never

/**
 * An event that a webhook endpoint receives. `type` says which event it is, and which type `data` has. A newer server
 * may send more types, so handle unknown types too.
 *
 * @example
 * if (event.type === 'message.sent') console.log(event.data.message.text)
 */
export type WebhookEvent = { [Type in keyof webhooks]: EventOf<webhooks[Type]> }[keyof webhooks]
