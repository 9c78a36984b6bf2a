import { createClient, unwrap } from 'openparley/client'

const server = { baseUrl: 'http://127.0.0.1:8080', appId: 'demo' }
const client = createClient({ ...server, secretKey: process.env.KEY ?? '' })

// 1. Create users
const createUsers = unwrap(await client.PUT('/users', {
  body: {
    rita: {
      name: 'Rita',
      email: ['rita@example.com'],
      phone: ['+15551234567'],
      photoUrl: 'https://example.com/rita.jpg',
      custom: { city: 'Bergen' },
    },
    selim: { name: 'Selim' },
  },
}))
console.log(createUsers)

// 2. Create conversation
const createConversation = unwrap(await client.PUT('/conversations/{conversationId}', {
  params: { path: { conversationId: 'order_714' } },
  body: { participants: ['rita', 'selim'], subject: 'Order 714' },
}))
console.log(createConversation)

// 3. Send message
const sendMessage = unwrap(await client.POST('/conversations/{conversationId}/messages', {
  params: { path: { conversationId: 'order_714' } },
  body: [
    {
      type: 'UserMessage',
      sender: 'rita',
      text: 'Call me: +15551234567',
    },
  ],
}))
const messageId = sendMessage[0]!.id
console.log(sendMessage)

// 4. Find conversations
const findConversations = unwrap(await client.GET('/users/{userId}/conversations', {
  params: { path: { userId: 'rita' } },
}))
const conversationId = findConversations.data[0]!.id
console.log(findConversations)

// 5. Find messages
const findMessages = unwrap(await client.GET('/conversations/{conversationId}/messages', {
  params: { path: { conversationId } },
}))
const foundMessageId = findMessages.data[0]!.id
console.log(findMessages)

// 6. Redact message
const redactMessage = unwrap(await client.PUT('/conversations/{conversationId}/messages/{messageId}', {
  params: { path: { conversationId, messageId: foundMessageId } },
  body: { text: '[removed]' },
}))
console.log(redactMessage)

// 7. Clear profile
const clearProfile = unwrap(await client.PUT('/users/{userId}', {
  params: { path: { userId: 'rita' } },
  body: {
    name: 'Former user',
    email: null,
    phone: null,
    photoUrl: null,
    welcomeMessage: null,
    availabilityText: null,
    locale: null,
    role: null,
    custom: null,
    pushTokens: null,
  },
}))
console.log(clearProfile)

// 8. Profile is clear
const profileIsClear = unwrap(await client.GET('/users/{userId}', {
  params: { path: { userId: 'rita' } },
}))
console.log(profileIsClear)

// 9. Message is clear
const messageIsClear = unwrap(await client.GET('/conversations/{conversationId}/messages/{messageId}', {
  params: { path: { conversationId: 'order_714', messageId } },
}))
console.log(messageIsClear)
