import { chatOf } from '@openparley/test-kit/chat'
import { contentsOf } from '@openparley/test-kit/database'
import { type TestServer, testServer } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { uploaded } from '@openparley/test-kit/uploads'
import { expect, test } from 'vitest'

const publicUrl = 'https://chat.example/parley'

async function conversationOn(server: TestServer) {
  const chat = chatOf(server.client)
  await chat.conversationWith('boots', ['alice', 'bob'])
  const stream = await liveStream(server, 'bob')
  return { chat, stream }
}

test('events have the URLs of files, in messages, replies and the last message', async () => {
  const server = await testServer({ publicUrl })
  const { chat, stream } = await conversationOn(server)
  const { attachmentToken, url } = await uploaded(server, 'Receipt')
  expect(url).toBe(`${publicUrl}/v1/shop/files/${attachmentToken}/receipt.txt`)
  const [sent = ''] = await chat.send('boots', { type: 'SystemMessage', attachmentToken })
  const withFile = { content: [{ fileToken: attachmentToken, url }], attachment: { url } }
  expect(await stream.next('message.created')).toMatchObject({ message: withFile })
  const [reply = ''] = await chat.send('boots', {
    type: 'UserMessage',
    sender: 'alice',
    text: 'Thanks.',
    referencedMessageId: sent,
  })
  expect(await stream.next('message.created')).toMatchObject({
    message: { referencedMessage: withFile },
  })
  await chat.deleteMessage('boots', reply)
  expect(await stream.next('message.deleted')).toMatchObject({ lastMessage: withFile })
})

test('no URL is stored, so that the address of the server can change', async () => {
  const server = await testServer({ publicUrl })
  const { chat } = await conversationOn(server)
  const custom = { url: 'kept' }
  const { attachmentToken } = await uploaded(server, 'Receipt')
  const [id = ''] = await chat.send('boots', { type: 'SystemMessage', attachmentToken, custom })
  await chat.edit('boots', id, { custom: { state: 'paid' } })
  const { messages, events, files } = await contentsOf(server.databaseUrl)
  for (const rows of [messages, events, files]) {
    expect(JSON.stringify(rows)).toContain(attachmentToken)
    expect(JSON.stringify(rows)).not.toContain(publicUrl)
  }
  expect(JSON.stringify(events)).toContain('kept')
})
