import { chatOf } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { testNetwork } from '@openparley/test-kit/network'
import { testApp } from '@openparley/test-kit/server'
import { connected, recorded, testSession } from '@openparley/test-kit/session'
import { expect, test, vi } from 'vitest'

// Node has Web Locks and BroadcastChannel too. A session shares its stream if there is a `document`, as in a page.
vi.stubGlobal('document', new EventTarget())

test('sessions of a user share a stream, which watches all users that one of the sessions watches', async () => {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.users('alice', 'bob', 'carol')
  const network = testNetwork()
  const open = () => testSession(server, 'alice', { fetch: network.fetch })
  const [leader, other, last] = [open(), open(), open()]
  const sessions = [leader, other, last]
  const bobs = sessions.map((session) => recorded(session.user('bob')))
  const carol = recorded(last.user('carol'))
  for (const { last } of bobs) await last({ name: 'bob' })
  await carol.last({ name: 'carol' })
  await server.call('PUT', '/users/bob', { body: { name: 'Bobby' } })
  await server.call('PUT', '/users/carol', { body: { name: 'Carol' } })
  for (const { last } of bobs) await last({ name: 'Bobby' })
  await carol.last({ name: 'Carol' })
  expect(network.streamRequests()).toHaveLength(1)

  leader.close()
  await eventually(() => expect(network.streamRequests()).toHaveLength(2))
  for (const session of [other, last]) await connected(session)
  await server.call('PUT', '/users/bob', { body: { name: 'Bob' } })
  await server.call('PUT', '/users/carol', { body: { name: 'C' } })
  for (const { last } of bobs.slice(1)) await last({ name: 'Bob' })
  await carol.last({ name: 'C' })
  for (const { told } of bobs.slice(1)) expect(told).toHaveLength(3)
  expect(network.streamRequests()).toHaveLength(2)
})

test('sessions of other users and apps have their own streams', async () => {
  const server = await testApp()
  const other = await testApp()
  const network = testNetwork()
  for (const [app, userId] of [
    [server, 'alice'],
    [server, 'bob'],
    [other, 'alice'],
  ] as const) {
    const session = testSession(app, userId, { fetch: network.fetch })
    session.connect()
    await connected(session)
  }
  expect(network.streamRequests()).toHaveLength(3)
})
