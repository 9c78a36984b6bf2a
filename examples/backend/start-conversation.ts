import { createClient } from 'openparley'

const {
  PARLEY_URL: baseUrl = 'http://127.0.0.1:8080',
  APP_ID: appId = 'demo',
  SECRET_KEY: secretKey,
} = process.env
if (!secretKey) throw new Error('Set SECRET_KEY to the key that the server printed.')

const client = createClient({ baseUrl, appId, secretKey })

// 1. Create the two users on the server. This can be repeated.
const users = await client.PUT('/users', {
  body: {
    '12081': { name: 'Alice', email: ['alice@example.com'], role: 'buyer' },
    '8029': { name: 'Sebastian', email: ['sebastian@example.com'], role: 'seller' },
  },
})
if (users.error) throw new Error(JSON.stringify(users.error))

// 2. Create the conversation, under an id from your own database.
const path = { conversationId: 'order_391_fc' }
const conversation = await client.PUT('/conversations/{conversationId}', {
  params: { path },
  body: { participants: ['12081', '8029'], subject: 'Order 391' },
})
if (conversation.error) throw new Error(conversation.error.detail)

// 3. Send the first message. If it is repeated with the same key, the response has the id of the first message.
const sent = await client.POST('/conversations/{conversationId}/messages', {
  params: { path },
  body: [
    {
      type: 'UserMessage',
      sender: '8029',
      text: 'Hello Alice!',
      idempotencyKey: 'order_391_fc greeting',
    },
  ],
})
if (sent.error) throw new Error(sent.error.detail)

console.log(`Sebastian wrote ${sent.data[0]?.id} to Alice in ${path.conversationId}.`)
