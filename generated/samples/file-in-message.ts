import { readFile } from 'node:fs/promises'
import { createClient, unwrap } from 'openparley/client'

const server = { baseUrl: 'http://127.0.0.1:8080', appId: 'demo' }
const client = createClient({ ...server, secretKey: process.env.KEY ?? '' })

// 1. Create users
const createUsers = unwrap(await client.PUT('/users', {
  body: { petra: { name: 'Petra' }, quentin: { name: 'Quentin' } },
}))
console.log(createUsers)

// 2. Create conversation
const createConversation = unwrap(await client.PUT('/conversations/{conversationId}', {
  params: { path: { conversationId: 'order_613' } },
  body: { participants: ['petra', 'quentin'], subject: 'Order 613' },
}))
console.log(createConversation)

// 3. Upload
const form = new FormData()
form.append('file', new Blob([await readFile('receipt.txt')]), 'receipt.txt')
const upload = unwrap(await client.POST('/files', {
  body: form,
}))
const token = upload.attachmentToken
console.log(upload)

// 4. Send file
const sendFile = unwrap(await client.POST('/conversations/{conversationId}/messages', {
  params: { path: { conversationId: 'order_613' } },
  body: [
    {
      type: 'UserMessage',
      sender: 'petra',
      text: 'Here is the receipt.',
      attachmentToken: token,
    },
  ],
}))
const messageId = sendFile[0]!.id
console.log(sendFile)

// 5. Read message
const readMessage = unwrap(await client.GET('/conversations/{conversationId}/messages/{messageId}', {
  params: { path: { conversationId: 'order_613', messageId } },
}))
console.log(readMessage)
