import { eventually } from '@openparley/test-kit/eventually'
import { ManualClock } from '@openparley/test-kit/manual-clock'
import { testNetwork } from '@openparley/test-kit/network'
import { testApp } from '@openparley/test-kit/server'
import { recorded, testSession } from '@openparley/test-kit/session'
import { expect, test } from 'vitest'
import type { PermissionsSnapshot } from '../src/index.ts'

async function shop() {
  const roles = { guest: { sendMessages: false }, moderator: { deleteAnyMessage: true } }
  const server = await testApp({ settings: { roles, clientSideUserSync: 'own' } })
  const put = (userId: string, role: string) =>
    server.client.PUT('/users/{userId}', {
      params: { path: { userId } },
      body: { name: userId, role },
    })
  await put('alice', 'guest')
  return { server, put }
}

const permissionsOf = (session: ReturnType<typeof testSession>) =>
  recorded<PermissionsSnapshot>({
    subscribe: (listener) => session.subscribePermissions(listener),
  })

test("subscribePermissions emits the user's permissions, and again when their role changes", async () => {
  const { server, put } = await shop()
  const { told, last } = permissionsOf(testSession(server, 'alice'))
  const guest = await last({ role: 'guest', clientSideUserSync: 'own' })
  expect(guest).toMatchObject({
    permissions: { sendMessages: false, deleteAnyMessage: false, uploadFiles: true },
    clientSideConversationSync: false,
  })
  await put('alice', 'moderator')
  const moderator = await last({ role: 'moderator' })
  expect(moderator.permissions).toMatchObject({ sendMessages: true, deleteAnyMessage: true })
  expect(told).toHaveLength(2)
  expect(Object.isFrozen(moderator.permissions)).toBe(true)
})

test('all subscriptions to permissions share one request, and events of others do not cause another', async () => {
  const { server, put } = await shop()
  const network = testNetwork()
  const clock = new ManualClock()
  const session = testSession(server, 'alice', { fetch: network.fetch, clock })
  const one = permissionsOf(session)
  await one.last({ role: 'guest' })
  const { last } = permissionsOf(session)
  await last({ role: 'guest' })
  await put('sebastian', 'guest')
  await session.user('sebastian').get()
  const requests = () => network.requests.filter(({ url }) => url.endsWith('/permissions')).length
  expect(requests()).toBe(1)
  await put('alice', 'moderator')
  await eventually(() => expect(network.heard).toContain('"role":"moderator"'))
  clock.advance(500)
  await last({ role: 'moderator' })
  expect(requests()).toBe(2)
})
