import { createClient, unwrap } from 'openparley/client'

const server = { baseUrl: 'http://127.0.0.1:8080', appId: 'demo' }
const client = createClient({ ...server, secretKey: process.env.KEY ?? '' })

// 1. Create users
const createUsers = unwrap(await client.PUT('/users', {
  body: { nina: { name: 'Nina' }, oscar: { name: 'Oscar' } },
}))
console.log(createUsers)

// 2. Create conversation
const createConversation = unwrap(await client.PUT('/conversations/{conversationId}', {
  params: { path: { conversationId: 'order_512' } },
  body: { participants: ['nina', 'oscar'], subject: 'Order 512' },
}))
console.log(createConversation)

// 3. Send message
const sendMessage = unwrap(await client.POST('/conversations/{conversationId}/messages', {
  params: { path: { conversationId: 'order_512' } },
  body: [
    {
      type: 'UserMessage',
      sender: 'oscar',
      text: 'Your order has been shipped.',
    },
  ],
}))
const messageId = sendMessage[0]!.id
console.log(sendMessage)

// 4. Unread
const unread = unwrap(await client.GET('/users/{userId}/conversations', {
  params: { path: { userId: 'nina' } },
}))
console.log(unread)

// 5. Mark read
const markRead = unwrap(await client.PATCH('/users/{userId}/conversations/{conversationId}', {
  params: { path: { userId: 'nina', conversationId: 'order_512' } },
  body: { isUnread: false },
}))
console.log(markRead)

// 6. Read
const read = unwrap(await client.GET('/users/{userId}/conversations', {
  params: { path: { userId: 'nina' } },
}))
console.log(read)

// 7. Read by
const readBy = unwrap(await client.GET('/conversations/{conversationId}/messages/{messageId}', {
  params: { path: { conversationId: 'order_512', messageId } },
}))
console.log(readBy)

// 8. Mark unread
const markUnread = unwrap(await client.PATCH('/users/{userId}/conversations/{conversationId}', {
  params: { path: { userId: 'nina', conversationId: 'order_512' } },
  body: { isUnread: true },
}))
console.log(markUnread)

// 9. Flagged
const flagged = unwrap(await client.GET('/users/{userId}/conversations', {
  params: { path: { userId: 'nina' } },
}))
console.log(flagged)
