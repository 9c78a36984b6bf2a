import { createClient, unwrap } from 'openparley/client'

const server = { baseUrl: 'http://127.0.0.1:8080', appId: 'demo' }
const client = createClient({ ...server, secretKey: process.env.KEY ?? '' })

// 1. Create users
const createUsers = unwrap(await client.PUT('/users', {
  body: { alice: { name: 'Alice' }, sebastian: { name: 'Sebastian' } },
}))
console.log(createUsers)

// 2. Create conversation
const createConversation = unwrap(await client.PUT('/conversations/{conversationId}', {
  params: { path: { conversationId: 'order_391_fc' } },
  body: {
    participants: ['alice', 'sebastian'],
    subject: 'Black leather boots',
  },
}))
console.log(createConversation)

// 3. Send message
const sendMessage = unwrap(await client.POST('/conversations/{conversationId}/messages', {
  params: { path: { conversationId: 'order_391_fc' } },
  body: [
    {
      type: 'UserMessage',
      sender: 'sebastian',
      text: 'Hello Alice!',
      idempotencyKey: 'order_391_fc-welcome',
    },
  ],
}))
const messageId = sendMessage[0]!.id
console.log(sendMessage)

// 4. Read message
const readMessage = unwrap(await client.GET('/conversations/{conversationId}/messages/{messageId}', {
  params: { path: { conversationId: 'order_391_fc', messageId } },
}))
console.log(readMessage)
