import { setTimeout } from 'node:timers/promises'
import type { Contract } from '@openparley/contract/internal/conforms'
import { isObject, type Operation } from '@openparley/contract/internal/document'
import { receive } from '@openparley/contract/internal/receive'
import type { Delivery, Receiver } from '@openparley/contract/internal/receiver'
import type { CallResult } from './call-result.ts'
import type { Player } from './player.ts'

/** How a run receives the webhooks of the server. */
export interface WebhookOptions {
  /** The address that it listens on. Default: `127.0.0.1`, and a free port. */
  host?: string | undefined
  port?: number | undefined
  /** The URL by which the server reaches it. Default: the address that it listens on. */
  url?: string | undefined
  /** Throws if a delivery is not signed with the secret. */
  verify: (rawBody: Uint8Array<ArrayBuffer>, headers: Headers, secret: string) => unknown
}

/** Maximum milliseconds until the last event, and until an event that was refused is repeated. */
const lastTimeout = 20_000

interface EventBody {
  type: string
  createdAt: number
  data: Record<string, { id?: string } | undefined>
}

/** The conversation of an event, or its user, whose events arrive in their order. */
const subjectOf = ({ data }: EventBody) => data.conversation?.id ?? data.user?.id

/** Whether the server repeats the event if it is refused. A test is sent once. */
const isRepeated = ({ event }: Delivery) => event !== 'webhook.test'

/** The rules that the receiver of Parley's webhooks checks in addition to the document. */
export const deliveryRules = {
  orderOf({ value, violations }: Delivery) {
    if (violations.length > 0) return undefined
    const body = value as EventBody
    const key = subjectOf(body)
    return key === undefined ? undefined : { key, place: body.createdAt }
  },
  // Repeats can contain newer states of the objects around the event.
  identityOf({ value, request }: Delivery) {
    if (!isObject(value) || !isObject(value.data)) return request.body
    const { type, createdAt, data } = value as unknown as EventBody
    const ids = Object.values(data).map((part) => (isObject(part) ? part.id : undefined))
    return JSON.stringify([type, createdAt, ids])
  },
}

/**
 * Creates a webhook, receives its deliveries while `work` plays the scenario, and checks each of them. The first
 * delivery is refused, and must be repeated. Deletes the webhook.
 *
 * @param last The conversation whose deletion is the last event; undefined if `work` deletes none.
 */
export async function checkWebhooksDuring(
  contract: Contract,
  player: Player,
  { host, port, url, verify }: WebhookOptions,
  work: (onMissed?: () => Promise<void>) => Promise<void>,
  last: string | undefined,
): Promise<CallResult[]> {
  const operation = (id: string): Operation => {
    const found = contract.operations.find((one) => one.id === id)
    if (!found) throw new Error(`The document has no operation ${id}`)
    return found
  }
  let secret = ''
  await using receiver = await receive(contract, {
    ...deliveryRules,
    host,
    port,
    url,
    verify: (rawBody, headers) => verify(rawBody, headers, secret),
    reply: (delivery) => (delivery === receiver.deliveries.find(isRepeated) ? 503 : 204),
  })
  const body = JSON.stringify({ url: receiver.url, description: 'openparley contract' })
  const { exchange, value } = await player.send(operation('createWebhook'), { body })
  const { status } = exchange.response
  if (status !== 200 || !isObject(value)) {
    await work()
    const detail = isObject(value) ? value.detail : value
    return [failed('createWebhook', status, `200 for a webhook at ${receiver.url}`, detail)]
  }
  secret = String(value.secret)
  const path = { webhookId: String(value.id) }
  const setDelay = (notificationDelay: unknown) =>
    player.send(operation('putApp'), { body: JSON.stringify({ notificationDelay }) })
  const app = await player.send(operation('getApp'), {})
  const results: CallResult[] = []
  try {
    await setDelay(0)
    await work(async () => {
      const arrives = receiver.first(({ event }) => event === notification)
      if (!(await isInTime(arrives)))
        results.push(failed('webhooks', 0, `the event ${notification}`, undefined))
    })
    await player.send(operation('testWebhook'), { path })
    const late = await lateResults(receiver, last)
    return [...resultsOf(contract, receiver), ...late, ...results]
  } finally {
    if (isObject(app.value)) await setDelay(app.value.notificationDelay)
    await player.send(operation('deleteWebhook'), { path })
  }
}

/** The notification of missed messages. */
const notification = 'notification.triggered'

/** Waits for a delivery that should arrive. Rejects when the receiver is closed. */
async function isInTime(arrives: Promise<Delivery>): Promise<boolean> {
  const arrived = arrives.then(
    () => true,
    () => false,
  )
  return Promise.race([arrived, setTimeout(lastTimeout, false, { ref: false })])
}

/** Waits for the last event, and for the repeat of the delivery that was refused. */
async function lateResults(receiver: Receiver, last: string | undefined): Promise<CallResult[]> {
  const isLast = ({ event, value, status }: Delivery) =>
    event === 'conversation.deleted' && status === 204 && subjectOf(value as EventBody) === last
  const isOver = () =>
    receiver.unaccepted.length === 0 && (last === undefined || receiver.deliveries.some(isLast))
  if (await isInTime(receiver.first(isOver))) return []
  const [id] = receiver.unaccepted
  const expected = id === undefined ? 'the event conversation.deleted' : `${id} again after a 503`
  return [failed('webhooks', 0, expected, undefined)]
}

/** The result for a delivery that did not arrive. */
const failed = (operation: string, status: number, expected: string, got: unknown): CallResult => {
  const violation = { operation, status, pointer: 'status', expected, source: '#/webhooks', got }
  return { operation, title: 'webhooks', status, duration: 0, violations: [violation] }
}

/** One result for each delivery. */
const resultsOf = (contract: Contract, { deliveries }: Receiver): CallResult[] =>
  deliveries.map(({ event, status, violations, id }) => ({
    operation: contract.webhooks.find(({ name }) => name === event)?.id ?? 'webhooks',
    title: `${event} ${id}`,
    status,
    isDelivery: true,
    duration: 0,
    violations,
  }))
