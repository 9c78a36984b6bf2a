import { chatOf } from '@openparley/test-kit/chat'
import { withStore } from '@openparley/test-kit/event-log'
import { eventually } from '@openparley/test-kit/eventually'
import { operatorOf } from '@openparley/test-kit/operator'
import { register } from '@openparley/test-kit/registered-webhook'
import { clientOf, testServer } from '@openparley/test-kit/server'
import { webhookReceiver } from '@openparley/test-kit/webhook-receiver'
import { expect, onTestFinished, test } from 'vitest'

test('if an app is deleted while its webhooks deliver, they stop, no data is left, and webhooks of other apps continue', async () => {
  const server = await testServer({ webhookAllow: ['127.0.0.0/8'] })
  const operator = operatorOf(server)
  // The receiver takes one delivery of the deleted app at a time, and holds it.
  const held: (() => void)[] = []
  const receiver = await webhookReceiver(({ path }, response) => {
    const accept = () => void response.writeHead(204).end()
    if (path === '/deleted') held.push(accept)
    else accept()
  })
  onTestFinished(() => void receiver.close())
  const { body } = await operator('createApp', {}, {})
  const site = { ...server, appId: body.id, secretKey: body.key.secret }
  const webhook = { events: ['message.sent' as const] }
  await register(site, `${receiver.url}deleted`, webhook)
  await register(server, `${receiver.url}other`, webhook)
  const [chat, other] = [chatOf(clientOf(site)), chatOf(server.client)]
  for (const one of [chat, other]) await one.conversationWith('order', ['alice', 'bob'])
  for (let number = 0; number < 5; number += 1) await chat.say('order', 'alice', `${number}`)
  await eventually(() => expect(held).toHaveLength(1))

  expect((await operator('deleteApp', { appId: site.appId })).status).toBe(200)
  for (const accept of held) accept()
  const [sent] = await other.say('order', 'alice', 'To the other app')
  await receiver.until((accepted) => accepted.some(({ data }) => data.message?.id === sent))
  await eventually(() =>
    withStore(server.databaseUrl, async ({ read }) => {
      expect(await read.webhooks.list(site.appId)).toEqual([])
    }),
  )
  const received = receiver.received.filter(({ path }) => path === '/deleted')
  expect(received.length, 'of five events').toBeLessThan(3)
})
