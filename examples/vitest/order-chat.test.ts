import { createClient } from 'openparley'
import { startServer } from 'openparley/server'
import { expect, test } from 'vitest'
import { openOrderChat } from './order-chat.ts'

const order = { id: '391', item: 'Black leather boots', buyer: 'alice', seller: 'sebastian' }
const people = { alice: { name: 'Alice' }, sebastian: { name: 'Sebastian' } }

test('an order opens a chat and greets the buyer once', async () => {
  // A server for this test, on a free port, with an empty database. It is closed when the test ends.
  await using server = await startServer()
  const client = createClient(server)
  await client.PUT('/users', { body: people })

  await openOrderChat(client, order)
  const conversationId = await openOrderChat(client, order)

  const params = { path: { conversationId } }
  const messages = await client.GET('/conversations/{conversationId}/messages', { params })
  expect(messages.data?.data).toMatchObject([
    { senderId: 'sebastian', text: 'Thank you for ordering Black leather boots!' },
  ])
})

test('an order of an unknown buyer is refused', async () => {
  await using server = await startServer()
  await expect(openOrderChat(createClient(server), order)).rejects.toThrow(/no user "alice"/)
})
