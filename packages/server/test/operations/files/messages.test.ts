import { beforeAll, expect, test } from 'vitest'
import { type Chat, chatOf, dataOf, expectFaults, userMessage } from '../../../../test-kit/chat.ts'
import { type TestApp, testApp, userClientOf } from '../../../../test-kit/server.ts'
import { download, uploaded } from '../../../../test-kit/uploads.ts'

let app: TestApp
let chat: Chat

beforeAll(async () => {
  app = await testApp()
  chat = chatOf(app.client)
  await chat.conversationWith('boots', ['alice', 'bob'])
})

const gif = 'GIF89a\u0002\0\u0003\0\0\0\0,\0\0\0\0\u0001\0\u0001\0\0\u0002\u0002D\u0001\0;'

const ofConversation = { params: { path: { conversationId: 'boots' } } }
const ofMessage = (messageId: string) => ({
  params: { path: { conversationId: 'boots', messageId } },
})

test('a file alone is the content of a message on both sides of the API', async () => {
  const file = await uploaded(app, gif, { filename: 'boot.gif' })
  const [id = ''] = await chat.send('boots', {
    type: 'UserMessage',
    sender: 'alice',
    attachmentToken: file.attachmentToken,
  })
  const block = {
    type: 'file',
    subtype: 'image',
    fileToken: file.attachmentToken,
    url: file.url,
    size: gif.length,
    filename: 'boot.gif',
    width: 2,
    height: 3,
    duration: null,
  }
  const message = await chat.message('boots', id)
  expect(message).toMatchObject({
    text: null,
    content: [block],
    attachment: {
      url: file.url,
      size: gif.length,
      dimensions: { width: 2, height: 3, duration: null },
    },
  })
  expect((await chat.get('boots')).lastMessage).toEqual(message)
  const client = userClientOf(app, 'bob')
  const snapshot = await dataOf(
    client.GET('/realtime/conversations/{conversationId}/messages/{messageId}', ofMessage(id)),
  )
  expect(snapshot).toMatchObject({ plaintext: '', content: [block] })
})

test('a file can be sent again with a text, and as a content block', async () => {
  const { attachmentToken } = await uploaded(app, 'Receipt')
  const ids = await chat.send(
    'boots',
    userMessage('alice', 'Here it is.', { attachmentToken }),
    { type: 'SystemMessage', attachmentToken },
    { type: 'SystemMessage', content: [{ type: 'file', fileToken: attachmentToken }] },
  )
  const found = await Promise.all(ids.map((id) => chat.message('boots', id)))
  expect(found.map(({ content }) => content.map(({ type }) => type))).toEqual([
    ['text', 'file'],
    ['file'],
    ['file'],
  ])
  expect(found.map(({ attachment }) => attachment?.dimensions)).toEqual([null, null, null])
})

test('a user sends a file as content', async () => {
  const { attachmentToken } = await uploaded(app, 'Receipt', { as: 'alice' })
  const sent = await dataOf(
    userClientOf(app, 'alice').POST('/realtime/conversations/{conversationId}/messages', {
      ...ofConversation,
      body: { content: [{ type: 'file', fileToken: attachmentToken }] },
    }),
  )
  expect(sent.content).toMatchObject([{ type: 'file', fileToken: attachmentToken }])
})

test('an imported message can have a file', async () => {
  const { attachmentToken } = await uploaded(app, 'Receipt')
  const [sent] = await dataOf(
    app.client.POST('/import/conversations/{conversationId}/messages', {
      ...ofConversation,
      body: [{ type: 'UserMessage', sender: 'alice', attachmentToken, createdAt: 1 }],
    }),
  )
  const message = await chat.message('boots', sent?.id ?? '')
  expect(message).toMatchObject({ text: null, origin: 'import', content: [{ type: 'file' }] })
})

test('an unknown token, or a token of another app, is refused in every call', async () => {
  const other = await uploaded(await testApp(), 'Receipt')
  const [id = ''] = await chat.say('boots', 'alice', 'Hello')
  for (const token of [other.attachmentToken, `file_${'0'.repeat(22)}`, 'a\u0001']) {
    const content = [{ type: 'file' as const, fileToken: token }]
    const send = (...body: object[]) =>
      app.client.POST('/conversations/{conversationId}/messages', {
        ...ofConversation,
        body: body as never,
      })
    await expectFaults(
      send({ type: 'UserMessage', sender: 'alice', attachmentToken: token }),
      '#/0/attachmentToken',
    )
    await expectFaults(send({ type: 'SystemMessage', content }), '#/0/content/0/fileToken')
    await expectFaults(
      app.client.PUT('/conversations/{conversationId}/messages/{messageId}', {
        ...ofMessage(id),
        body: { content },
      }),
      '#/content/0/fileToken',
    )
    await expectFaults(
      app.client.POST('/import/conversations/{conversationId}/messages', {
        ...ofConversation,
        body: [{ type: 'UserMessage', sender: 'alice', attachmentToken: token, createdAt: 1 }],
      }),
      '#/0/attachmentToken',
    )
    await expectFaults(
      userClientOf(app, 'alice').POST('/realtime/conversations/{conversationId}/messages', {
        ...ofConversation,
        body: { content },
      }),
      '#/content/0/fileToken',
    )
  }
})

test('an imported message needs a text or a file', async () => {
  await expectFaults(
    app.client.POST('/import/conversations/{conversationId}/messages', {
      ...ofConversation,
      body: [{ type: 'UserMessage', sender: 'alice', createdAt: 1 }],
    }),
    '#/0/text',
  )
})

test('a file is gone with the last message that has it', async () => {
  const { attachmentToken, url } = await uploaded(app, 'Receipt')
  const file = { type: 'SystemMessage' as const, attachmentToken }
  const [one = '', other = ''] = await chat.send('boots', file, file)
  await chat.deleteMessage('boots', one)
  expect((await download(url)).status).toBe(200)
  await chat.deleteMessage('boots', other)
  expect((await download(url)).status).toBe(404)
  await expectFaults(
    app.client.POST('/conversations/{conversationId}/messages', {
      ...ofConversation,
      body: [file],
    }),
    '#/0/attachmentToken',
  )
})

test('an edit of the text keeps the file, and new content replaces it', async () => {
  const first = await uploaded(app, 'Receipt')
  const second = await uploaded(app, 'Another receipt')
  const [id = ''] = await chat.send('boots', {
    type: 'SystemMessage',
    attachmentToken: first.attachmentToken,
  })
  await chat.edit('boots', id, { text: 'The receipt:' })
  const edited = await chat.message('boots', id)
  expect(edited.content).toMatchObject([{ type: 'text' }, { fileToken: first.attachmentToken }])

  await chat.edit('boots', id, { content: [{ type: 'file', fileToken: second.attachmentToken }] })
  const replaced = await chat.message('boots', id)
  expect(replaced).toMatchObject({ text: null, content: [{ fileToken: second.attachmentToken }] })
  expect((await download(first.url)).status).toBe(404)
  expect((await download(second.url)).status).toBe(200)

  await chat.edit('boots', id, { content: [{ type: 'text', children: ['No receipt.'] }] })
  expect(await chat.message('boots', id)).toMatchObject({ attachment: null, text: 'No receipt.' })
  expect((await download(second.url)).status).toBe(404)
})

test('a file is gone with its conversation, unless another one has it', async () => {
  const [own, shared] = [await uploaded(app, 'Own'), await uploaded(app, 'Shared')]
  const files = [own, own, shared].map(({ attachmentToken }) => ({
    type: 'SystemMessage' as const,
    attachmentToken,
  }))
  await chat.put('sandals', { participants: ['alice'] })
  await chat.send('sandals', ...files)
  await chat.send('boots', ...files.slice(2))
  await chat.delete('sandals')
  expect((await download(own.url)).status).toBe(404)
  expect((await download(shared.url)).status).toBe(200)
})
