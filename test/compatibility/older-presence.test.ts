import { testApp } from '@openparley/test-kit/server'
import { openStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

const session = { isTyping: false, currentConversationId: null }

test('lists the sessions of a user who is online, one for each stream', async () => {
  const app = await testApp()
  await app.call('PUT', '/users/alice', { body: { name: 'Alice' } })
  const sessions = async () => (await app.call('GET', '/users/alice/sessions')).body
  expect(await sessions()).toEqual([])
  const one = await openStream(app, 'alice')
  await one.next('ready')
  expect(await sessions()).toEqual([session])
  await (await openStream(app, 'alice')).next('ready')
  expect(await sessions()).toEqual([session, session])
})

test('lists no sessions of a user who does not exist, since callers treat a 404 as online', async () => {
  const app = await testApp()
  const other = await testApp()
  await (await openStream(other, 'nobody')).next('ready')
  expect(await app.call('GET', '/users/nobody/sessions')).toMatchObject({ status: 200, body: [] })
})
