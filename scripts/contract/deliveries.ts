import type { Player } from '@openparley/conformance'
import { receive } from '@openparley/contract'
import { isObject } from '@openparley/contract/internal/document'
import type { SentRequest } from '@openparley/contract/internal/exchange'
import { contract } from './document.ts'

/**
 * Receives the webhooks of an app while `work` plays the scenario, a test, and the event that another webhook was
 * disabled. `work` calls `onMissed` after the message that somebody has missed. Returns the longest delivery of each event.
 */
export async function receivedDeliveries(
  player: Player,
  work: (onMissed: () => Promise<unknown>) => Promise<void>,
): Promise<SentRequest[]> {
  await using receiver = await receive(contract)
  await using gone = await receive(contract, { reply: 410 })
  const call = (name: string, given: Parameters<Player['send']>[1]) => {
    const operation = contract.operations.find(({ id }) => id === name)
    if (!operation) throw new Error(`The document has no operation ${name}`)
    return player.send(operation, given)
  }
  const register = async (url: string) => {
    const { value } = await call('createWebhook', { body: JSON.stringify({ url }) })
    return { webhookId: String(isObject(value) && value.id) }
  }
  const path = await register(receiver.url)
  await register(gone.url)
  await call('putApp', { body: JSON.stringify({ notificationDelay: 0 }) })
  await work(() => receiver.first(({ event }) => event === 'notification.triggered'))
  await call('testWebhook', { path })
  for (const { name } of contract.webhooks)
    await receiver.first(({ event, status }) => event === name && status === 204)
  const found = new Map<string | undefined, SentRequest>()
  for (const { event, request } of receiver.deliveries)
    if ((found.get(event)?.body.length ?? -1) < request.body.length) found.set(event, request)
  return [...found.values()]
}
