import { createClient, unwrap } from 'openparley/client'

const server = { baseUrl: 'http://127.0.0.1:8080', appId: 'demo' }
const client = createClient({ ...server, secretKey: process.env.KEY ?? '' })

// 1. Create user
const createUser = unwrap(await client.PUT('/users/{userId}', {
  params: { path: { userId: 'tilda' } },
  body: { name: 'Tilda' },
}))
console.log(createUser)

// 2. Create conversation
const createConversation = unwrap(await client.PUT('/conversations/{conversationId}', {
  params: { path: { conversationId: 'order_815' } },
  body: { participants: ['tilda'], subject: 'Order 815' },
}))
console.log(createConversation)

// 3. Newest unknown user
const newestUnknownUser = await client.GET('/users/{userId}/conversations', {
  params: {
    path: { userId: 'nobody-yet' },
    header: { 'Parley-Version': '2024-01-01' },
  },
})
console.log(newestUnknownUser.error)

// 4. Older unknown user
const olderUnknownUser = unwrap(await client.GET('/users/{userId}/conversations', {
  params: {
    path: { userId: 'nobody-yet' },
    header: { 'Parley-Version': '2021-07-30' },
  },
}))
console.log(olderUnknownUser)

// 5. Ordered list
const orderedList = unwrap(await client.GET('/conversations', {
  params: {
    query: { orderBy: 'createdAt', orderDirection: 'DESC', limit: 1 },
    header: { 'Parley-Version': '2021-02-09' },
  },
}))
console.log(orderedList)

// 6. First version
const firstVersion = await client.GET('/conversations', {
  params: {
    query: { orderBy: 'createdAt' },
    header: { 'Parley-Version': '2021-01-01' },
  },
})
console.log(firstVersion.error)

// 7. Unknown version
const unknownVersion = await client.GET('/conversations', {
  // @ts-expect-error The types find the mistake too.
  params: { header: { 'Parley-Version': '2021-13-01' } },
})
console.log(unknownVersion.error)
