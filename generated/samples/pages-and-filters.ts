import { createClient, unwrap } from 'openparley/client'

const server = { baseUrl: 'http://127.0.0.1:8080', appId: 'demo' }
const client = createClient({ ...server, secretKey: process.env.KEY ?? '' })

// 1. Create user
const createUser = unwrap(await client.PUT('/users/{userId}', {
  params: { path: { userId: 'frida' } },
  body: { name: 'Frida' },
}))
console.log(createUser)

// 2. Create boots
const createBoots = unwrap(await client.PUT('/conversations/{conversationId}', {
  params: { path: { conversationId: 'winter_boots' } },
  body: {
    participants: ['frida'],
    subject: 'Boots',
    custom: { season: 'winter' },
  },
}))
console.log(createBoots)

// 3. Create scarf
const createScarf = unwrap(await client.PUT('/conversations/{conversationId}', {
  params: { path: { conversationId: 'winter_scarf' } },
  body: {
    participants: ['frida'],
    subject: 'Scarf',
    custom: { season: 'winter' },
  },
}))
console.log(createScarf)

// 4. Create gloves
const createGloves = unwrap(await client.PUT('/conversations/{conversationId}', {
  params: { path: { conversationId: 'winter_gloves' } },
  body: {
    participants: ['frida'],
    subject: 'Gloves',
    custom: { season: 'winter' },
  },
}))
console.log(createGloves)

// 5. First page
const firstPage = unwrap(await client.GET('/conversations', {
  params: {
    query: {
      filter: '{"custom":{"season":["==","winter"]}}',
      orderBy: 'createdAt',
      orderDirection: 'ASC',
      limit: 2,
    },
  },
}))
const last = firstPage.data[1]!.id
console.log(firstPage)

// 6. Second page
const secondPage = unwrap(await client.GET('/conversations', {
  params: {
    query: {
      filter: '{"custom":{"season":["==","winter"]}}',
      orderBy: 'createdAt',
      orderDirection: 'ASC',
      limit: 2,
      startingAfter: last,
    },
  },
}))
console.log(secondPage)

// 7. Send message
const sendMessage = unwrap(await client.POST('/conversations/{conversationId}/messages', {
  params: { path: { conversationId: 'winter_scarf' } },
  body: [{ type: 'UserMessage', sender: 'frida', text: 'Is it wool?' }],
}))
console.log(sendMessage)

// 8. Without messages
const withoutMessages = unwrap(await client.GET('/conversations', {
  params: {
    query: {
      filter: '{"custom":{"season":["==","winter"]},"hasMessages":false}',
    },
  },
}))
console.log(withoutMessages)
