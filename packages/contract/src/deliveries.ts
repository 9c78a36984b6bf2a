import { isObject, type WebhookOperation } from './document.ts'
import { parsed, type SentRequest } from './exchange.ts'
import type { RequestFault } from './requests.ts'
import type { Fault } from './schemas.ts'

type RequestCheck = (
  operation: WebhookOperation,
  path: Record<string, string>,
  request: SentRequest,
) => RequestFault[]

/** The `type` in the body of a delivery. */
export function typeOf(body: string): string | undefined {
  const value = parsed(body)
  return isObject(value) && typeof value.type === 'string' ? value.type : undefined
}

/** Returns a function that finds the webhook of a delivery, and the faults of the delivery against it. */
export function createDeliveryCheck(webhooks: WebhookOperation[], requestFaults: RequestCheck) {
  const names = [...new Set(webhooks.map(({ name }) => name))]
  return (
    request: SentRequest,
    name = typeOf(request.body),
  ): { webhook: WebhookOperation | undefined; title: string; faults: Fault[] } => {
    const called = webhooks.filter((webhook) => webhook.name === name)
    const webhook = called.find(({ method }) => method === request.method)
    const title = webhook?.id ?? `the webhook ${name ?? request.method}`
    if (called.length === 0) {
      const expected = `an event of the document: ${names.join(', ') || 'it has none'}`
      const fault = { pointer: 'event', expected, source: '/webhooks', got: name ?? request.body }
      return { webhook, title, faults: [fault] }
    }
    if (!webhook) {
      const expected = called.map(({ method }) => method).join(' or ')
      const source = called[0]?.pointer ?? '/webhooks'
      const fault = { pointer: 'method', expected, source, got: request.method }
      return { webhook, title, faults: [fault] }
    }
    // The URL belongs to the receiver, so its query is not checked.
    const url = Object.assign(new URL(request.url), { search: '' }).href
    return { webhook, title, faults: requestFaults(webhook, {}, { ...request, url }) }
  }
}
