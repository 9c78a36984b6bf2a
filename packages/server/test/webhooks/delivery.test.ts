import { chatOf } from '@openparley/test-kit/chat'
import { givenSeed, randomFrom } from '@openparley/test-kit/random'
import { testServer } from '@openparley/test-kit/server'
import {
  deliveryFaults,
  type Respond,
  webhookReceiver,
} from '@openparley/test-kit/webhook-receiver'
import { expect, onTestFinished, test } from 'vitest'
import { register } from './registered.ts'

const delays = [0, ...Array.from({ length: 20 }, () => 20)]

async function site(respond?: Respond) {
  const server = await testServer({ webhookAllow: ['127.0.0.0/8'] }, { webhookDelays: delays })
  const receiver = await webhookReceiver(respond)
  onTestFinished(async () => void (await receiver.close()))
  return { server, receiver, chat: chatOf(server.client) }
}

test('each event is delivered in order of its conversation, whatever the receiver does with a fifth of them', async () => {
  const { integer } = randomFrom(givenSeed())
  const { server, receiver, chat } = await site((_, response) => {
    const fault = integer(1, 100)
    if (fault < 7) response.writeHead(500).end()
    else if (fault < 14) response.destroy()
    else if (fault < 20) setTimeout(() => response.writeHead(204).end(), 30)
    else response.writeHead(204).end()
  })
  await register(server, receiver.url, { events: ['message.sent'] })
  await chat.users('alice', 'bob')
  const sent = new Map<string, string[]>()
  for (let number = 0; number < 20; number += 1) {
    await chat.put(`c${number}`, { participants: ['alice', 'bob'] })
    sent.set(`c${number}`, [])
  }
  for (let round = 0; round < 5; round += 1)
    for (const [id, messages] of sent)
      messages.push(...(await chat.say(id, 'alice', ...Array(5).fill('hello'))))
  const accepted = await receiver.until((all) => new Set(all.map(({ id }) => id)).size === 500)
  expect(deliveryFaults(accepted, sent)).toEqual([])
  expect(receiver.received.length).toBeGreaterThan(520)
})
