import { readdirSync } from 'node:fs'
import { chatOf } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { testServer } from '@openparley/test-kit/server'
import { download, uploaded } from '@openparley/test-kit/uploads'
import { expect, test } from 'vitest'

test('each of two nodes serves a file that the other stores, with its own URL, until the last message with the file is deleted', async () => {
  const folder = temporaryFolder()
  const filesUrl = `file:${folder}`
  const one = await testServer({ filesUrl })
  const other = await testServer({
    filesUrl,
    databaseUrl: one.databaseUrl,
    publicUrl: 'https://chat.example/api',
  })
  const chat = chatOf(one.client)
  await chat.conversationWith('boots', ['alice'])
  const { attachmentToken, url } = await uploaded(one, 'Receipt')
  const [id = ''] = await chat.send('boots', {
    type: 'UserMessage',
    sender: 'alice',
    attachmentToken,
  })
  expect(await (await download(url.replace(one.baseUrl, other.baseUrl))).text()).toBe('Receipt')
  expect((await chatOf(other.client).message('boots', id)).attachment?.url).toBe(
    url.replace(one.baseUrl, 'https://chat.example/api'),
  )
  const { status } = await other.call('DELETE', `/conversations/boots/messages/${id}`)
  expect(status).toBe(200)
  expect((await download(url)).status).toBe(404)
  const names = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
  await eventually(() => expect(names()).toEqual([]))
})
