import { createClient } from '@openparley/client'
import { chatOf } from '@openparley/test-kit/chat'
import { randomFrom } from '@openparley/test-kit/random'
import { register } from '@openparley/test-kit/registered-webhook'
import { deliveryFaults, webhookReceiver } from '@openparley/test-kit/webhook-receiver'
import { startServerWith } from '../../src/compose/start.ts'

export interface OrderAuditOptions {
  databaseUrl: string
  seed: number
  conversations: number
  /** Messages of each conversation, in tens. */
  tens: number
  timeout: number
}

/** An event is tried again after 20 milliseconds, without end. */
const webhookDelays = [0, ...Array.from({ length: 50 }, () => 20)]

/** The replies to 25 deliveries, which come in a random order. */
const replies = [
  ...(['error', 'error', 'hang up', 'hang up', 'slow'] as const),
  ...Array<'ok'>(20).fill('ok'),
]

/**
 * Sends messages to a webhook that fails with a fifth of the deliveries: it returns an error, hangs up, or is slow.
 * Returns events that are missing, out of order, or have another id.
 */
export async function auditOrder(options: OrderAuditOptions) {
  const { databaseUrl, seed, conversations, tens, timeout } = options
  const { integer, shuffle } = randomFrom(seed)
  let next: (typeof replies)[number][] = []
  const receiver = await webhookReceiver((_, response) => {
    if (next.length === 0) next = shuffle(replies)
    const reply = next.pop()
    if (reply === 'error') response.writeHead(500).end()
    else if (reply === 'hang up') response.destroy()
    else if (reply === 'slow') setTimeout(() => response.writeHead(204).end(), integer(1, 50))
    else response.writeHead(204).end()
  })
  const server = await startServerWith(
    {
      databaseUrl,
      apps: [{ id: 'shop', secretKey: 'sk_test_shop_0001' }],
      webhookAllow: ['127.0.0.0/8'],
    },
    { webhookDelays },
  )
  try {
    const { appId } = server
    await register({ appId, databaseUrl }, receiver.url, { events: ['message.sent'] })
    const chat = chatOf(createClient(server))
    await chat.users('alice', 'bob')
    const sent = new Map<string, string[]>()
    for (let number = 0; number < conversations; number += 1) {
      await chat.put(`c${number}`, { participants: ['alice', 'bob'] })
      sent.set(`c${number}`, [])
    }
    for (let round = 0; round < tens; round += 1)
      for (const [id, messages] of sent)
        messages.push(...(await chat.say(id, 'alice', ...Array(10).fill('hello'))))
    const count = conversations * tens * 10
    const ids = new Set<string>()
    let seen = 0
    const accepted = await receiver.until((all) => {
      for (const { id } of all.slice(seen)) ids.add(id)
      seen = all.length
      return ids.size === count
    }, timeout)
    return {
      faults: deliveryFaults(accepted, sent),
      messages: count,
      deliveries: receiver.received.length,
    }
  } finally {
    await server.close()
    await receiver.close()
  }
}
