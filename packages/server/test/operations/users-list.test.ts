import { chatOf, expectFaults, ids, pages } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

/** Users whose ids and creation times have different orders; three were created at the same time. */
async function serverWithUsers() {
  const now = clock()
  const server = await testApp({ now })
  const chat = chatOf(server.client)
  for (const created of [['u_31'], ['zoe', 'adam', 'Ümit'], ['u_48'], ['bea']]) {
    await chat.users(...created)
    now.time += 1
  }
  return { ...server, chat }
}

const everyone = ['u_31', 'adam', 'zoe', 'Ümit', 'u_48', 'bea']

describe('the list of users', () => {
  test('"You can list all users ever created": oldest first, then by id', async () => {
    const { chat } = await serverWithUsers()
    expect(ids(await chat.listUsers())).toEqual(everyone)
  })

  test('shows each user as GET does', async () => {
    const { chat } = await serverWithUsers()
    for (const user of await chat.listUsers()) expect(user).toEqual(await chat.user(user.id))
  })

  test.each([1, 2, 3, 4, 6, 100])(
    'returns each user once in pages of %i, also if a page ends between users with the same time',
    async (limit) => {
      const { chat } = await serverWithUsers()
      expect(await pages((query) => chat.listUsers(query), limit)).toEqual(everyone)
    },
  )

  test('has 10 users per page by default, or 1 to 100', async () => {
    const { client } = await testApp()
    const chat = chatOf(client)
    await chat.users(...Array.from({ length: 12 }, (_, index) => `user${index}`))
    expect(await chat.listUsers()).toHaveLength(10)
    expect(await chat.listUsers({ limit: 100 })).toHaveLength(12)
    for (const limit of [0, 101, -1])
      await expectFaults(client.GET('/users', { params: { query: { limit } } }), 'query/limit')
  })

  test('"only list users that are online or offline": without a connected user, all are offline', async () => {
    const { chat } = await serverWithUsers()
    expect(await chat.listUsers({ isOnline: true })).toEqual([])
    expect(ids(await chat.listUsers({ isOnline: false }))).toEqual(everyone)
    expect(await pages((query) => chat.listUsers({ ...query, isOnline: false }), 2)).toEqual(
      everyone,
    )
  })

  test('cannot start after a user who does not exist', async () => {
    const { client } = await serverWithUsers()
    const query = { startingAfter: 'nobody' }
    await expectFaults(client.GET('/users', { params: { query } }), 'query/startingAfter')
  })

  test.each([
    ['', everyone],
    ['?limit=50', everyone],
    ['?limit=50&startingAfter=u_31', everyone.slice(1)],
    ['?startingAfter=u_31', everyone.slice(1)],
    ['?isOnline=true&limit=3', []],
    ['?isOnline=false&limit=5&startingAfter=u_48', ['bea']],
  ])(
    'returns the documented result of "GET https://api.talkjs.com/v1/{appId}/users%s"',
    async (query, found) => {
      const { call } = await serverWithUsers()
      const { status, body } = await call('GET', `/users${query}`)
      expect(status).toBe(200)
      expect(ids((body as { data: { id: string }[] }).data)).toEqual(found)
    },
  )
})
