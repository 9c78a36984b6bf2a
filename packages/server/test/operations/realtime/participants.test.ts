import type { Client } from '@openparley/client'
import type { components } from '@openparley/spec/types'
import { chatOf, dataOf, expectFaults } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { receivedSoFar, typesOf } from '@openparley/test-kit/fence'
import { testApp, userClientOf } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { describe, expect, test } from 'vitest'
import type { AppSettings } from '../../../src/model/app.ts'
import type { Roles } from '../../../src/model/permissions.ts'

type Patch = components['schemas']['ParticipantPatch']

const list = '/realtime/conversations/{conversationId}/participants'
const one = '/realtime/conversations/{conversationId}/participants/{userId}'

const at = (userId: string, conversationId = 'order') => ({
  params: { path: { conversationId, userId } },
})

const callsOf = (client: Client) => ({
  client,
  list: (query: { limit?: number; startingAfter?: string } = {}, conversationId = 'order') =>
    client.GET(list, { params: { path: { conversationId }, query } }),
  get: (userId: string, conversationId?: string) => client.GET(one, at(userId, conversationId)),
  set: (userId: string, body: Patch = {}, conversationId?: string) =>
    client.PUT(one, { ...at(userId, conversationId), body }),
  change: (userId: string, body: Patch = {}, conversationId?: string) =>
    client.PATCH(one, { ...at(userId, conversationId), body }),
  create: (userId: string, body?: Patch, conversationId?: string) =>
    client.POST(one, { ...at(userId, conversationId), ...(body && { body }) }),
  remove: (userId: string, conversationId?: string) =>
    client.DELETE(one, at(userId, conversationId)),
})

/** An app with the conversation `order` of alice and bob. Carol and dave are in none. */
async function site(settings: Partial<AppSettings> = {}) {
  const now = clock()
  const all = { clientSideConversationSync: true, ...settings }
  const app = await testApp({ now, settings: all })
  const chat = chatOf(app.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  await chat.users('carol', 'dave')
  return {
    app,
    now,
    chat,
    as: (userId: string) => callsOf(userClientOf(app, userId)),
    participants: async () => (await chat.get('order')).participants,
  }
}

const everything: Roles = {
  default: { changeParticipants: true, removeParticipants: true },
}

const forbidden = (detail: string) => ({
  response: { status: 403 },
  error: { type: 'urn:parley:problem:forbidden', detail: expect.stringContaining(detail) },
})

const notFound = (detail: string) => ({ response: { status: 404 }, error: { detail } })

const noConversation = (id = 'order') => notFound(`There is no conversation "${id}".`)

describe('the list of participants', () => {
  test('has the participants with access, newest joined first, with their public profiles', async () => {
    const { chat, as, now } = await site()
    now.time += 1000
    await chat.join('order', 'carol', { access: 'Read', notify: 'MentionsOnly' })
    const joinedAt = now.time
    await chat.join('order', 'dave')
    await chat.change('order', 'dave', { access: 'None' })
    await chat.putUser('carol', { name: 'Carol', email: ['carol@example.com'], role: 'agent' })
    const { data, hasMore, lastEventId } = await dataOf(as('alice').list())
    expect(data.map(({ user }) => user.id)).toEqual(['carol', 'bob', 'alice'])
    expect(hasMore).toBe(false)
    expect(data[0]).toMatchObject({ access: 'Read', notify: 'MentionsOnly', joinedAt, lastEventId })
    const { client, get } = as('alice')
    const params = { path: { userId: 'carol' } }
    expect(data[0]?.user).toEqual(await dataOf(client.GET('/realtime/users/{userId}', { params })))
    expect(await dataOf(get('carol'))).toEqual(data[0])
    const order = { path: { conversationId: 'order' } }
    const conversation = client.GET('/realtime/conversations/{conversationId}', { params: order })
    expect(await dataOf(conversation)).toMatchObject({ lastEventId })
  })

  test.each([1, 2, 3, 50])(
    'returns each of 100 participants once in pages of %i, also participants who joined at the same time',
    async (limit) => {
      const { chat, as, now } = await site()
      const ids = Array.from({ length: 98 }, (_, n) => `user-${String(n).padStart(2, '0')}`)
      await chat.users(...ids)
      for (const [index, half] of [ids.slice(0, 60), ids.slice(60)].entries()) {
        now.time += index + 1
        await chat.put('order', { participants: half })
      }
      const expected = [...ids.slice(60).reverse(), ...ids.slice(0, 60).reverse(), 'bob', 'alice']
      const found: string[] = []
      for (let hasMore = true; hasMore; ) {
        const startingAfter = found.at(-1)
        const page = await dataOf(
          as('bob').list({ limit, ...(startingAfter && { startingAfter }) }),
        )
        expect(page.data).toHaveLength(Math.min(limit, expected.length - found.length))
        found.push(...page.data.map(({ user }) => user.id))
        hasMore = page.hasMore
      }
      expect(found).toEqual(expected)
      expect((await dataOf(as('bob').list())).data).toHaveLength(10)
    },
  )

  test('refuses a limit out of range and a startingAfter of another conversation with 400', async () => {
    const { chat, as } = await site()
    await chat.conversationWith('other', ['carol'])
    for (const query of [{ limit: 0 }, { limit: 51 }, { startingAfter: 'carol' }])
      expect((await as('alice').list(query)).response.status).toBe(400)
  })

  test('and its participants are a 404 for users who are not in the conversation', async () => {
    const { chat, as } = await site()
    await chat.join('order', 'carol')
    await chat.change('order', 'carol', { access: 'None' })
    for (const user of ['carol', 'dave']) {
      expect(await as(user).list()).toMatchObject(noConversation())
      expect(await as(user).get('alice')).toMatchObject(noConversation())
    }
    expect(await as('alice').list({}, 'missing')).toMatchObject(noConversation('missing'))
    for (const user of ['carol', 'dave', 'unknown'])
      expect(await as('alice').get(user)).toMatchObject(
        notFound(`There is no participant "${user}".`),
      )
  })
})

describe('adding others', () => {
  test.each(['set', 'create'] as const)(
    '%s adds a user, with the defaults for everything that is not sent, and informs everyone',
    async (call) => {
      const { app, chat, as, participants } = await site()
      const streams = [await liveStream(app, 'bob'), await liveStream(app, 'carol')]
      await dataOf(as('alice')[call]('carol', {}))
      await dataOf(as('alice')[call]('dave', { access: 'Read', notify: 'MentionsOnly' }))
      expect(await participants()).toMatchObject({
        carol: { access: 'ReadWrite', notify: true },
        dave: { access: 'Read', notify: 'MentionsOnly' },
      })
      const [bob, carol] = await receivedSoFar(streams, chat)
      expect(typesOf(bob)).toEqual(['participant.joined', 'participant.joined'])
      expect(carol).toEqual(bob)
    },
  )

  test('createIfNotExists without a body adds a user, and does not change a user who is in the conversation', async () => {
    const { as, participants } = await site()
    await dataOf(as('alice').create('carol'))
    const before = await participants()
    expect(before.carol).toMatchObject({ access: 'ReadWrite', notify: true })
    for (const user of ['alice', 'bob', 'carol'])
      await dataOf(as('alice').create(user, { access: 'Read', notify: false }))
    expect(await participants()).toEqual(before)
  })

  test('createIfNotExists does not give a user their access back', async () => {
    const { chat, as, participants } = await site()
    await chat.change('order', 'bob', { access: 'None' })
    await dataOf(as('alice').create('bob'))
    expect(Object.keys(await participants())).toEqual(['alice'])
    expect(await as('bob').create('bob')).toMatchObject(forbidden('Nobody can raise'))
  })

  test.each(['set', 'create'] as const)(
    '%s keeps a user out only with the permission to change others',
    async (call) => {
      const { as } = await site()
      const none = { access: 'None' as const }
      expect(await as('alice')[call]('carol', none)).toMatchObject(forbidden('changeParticipants'))
      await dataOf(as('carol').set('carol'))
    },
  )

  test('with both permissions keeps a user out', async () => {
    const { as } = await site({ roles: everything })
    await dataOf(as('alice').set('carol', { access: 'None' }))
    expect(await as('carol').set('carol')).toMatchObject(forbidden('"None"'))
  })

  test('needs a user who exists, and room in the conversation', async () => {
    const { as } = await site({ maxParticipants: 3 })
    for (const call of ['set', 'create'] as const)
      expect(await as('alice')[call]('unknown')).toMatchObject(
        notFound('There is no user "unknown".'),
      )
    await dataOf(as('alice').set('carol'))
    await expectFaults(as('alice').set('dave'), 'path/conversationId')
    await expectFaults(as('dave').create('dave'), 'path/conversationId')
  })
})

describe('changing others', () => {
  test('changes what is sent, and informs everyone', async () => {
    const { app, chat, as, participants } = await site({ roles: everything })
    const stream = await liveStream(app, 'bob')
    await dataOf(as('alice').set('bob', { notify: false }))
    expect((await participants()).bob).toMatchObject({ access: 'ReadWrite', notify: false })
    await dataOf(as('alice').change('bob', { access: 'Read' }))
    await dataOf(as('alice').change('bob', {}))
    expect((await participants()).bob).toMatchObject({ access: 'Read', notify: false })
    const [events] = await receivedSoFar([stream], chat)
    expect(typesOf(events)).toEqual(['participant.updated', 'participant.updated'])
  })

  test('takes access away and gives it back', async () => {
    const { as } = await site({ roles: everything })
    await dataOf(as('alice').change('bob', { access: 'None' }))
    expect(await as('bob').list()).toMatchObject(noConversation())
    await dataOf(as('alice').set('bob', { notify: false }))
    expect(await as('bob').list()).toMatchObject(noConversation())
    await dataOf(as('alice').set('bob', { access: 'Read' }))
    expect((await dataOf(as('bob').list())).data).toHaveLength(2)
  })

  test('is a 404 with PATCH if they are not in the conversation', async () => {
    const { as } = await site({ roles: everything })
    for (const user of ['carol', 'unknown'])
      expect(await as('alice').change(user, { notify: false })).toMatchObject(
        notFound(`There is no participant "${user}".`),
      )
  })

  test('with a body that is not valid is a 400 that says where', async () => {
    const { as, participants } = await site({ roles: everything })
    const before = await participants()
    for (const call of ['set', 'change', 'create'] as const) {
      await expectFaults(as('alice')[call]('bob', { access: 'All' as never }), '#/access')
      await expectFaults(as('alice')[call]('bob', { notify: 'Never' as never }), '#/notify')
      await expectFaults(as('alice')[call]('bob', { joinedAt: 1 } as never), '#/joinedAt')
      await expectFaults(as('alice')[call]('bob', { notify: null as never }), '#/notify')
    }
    expect(await participants()).toEqual(before)
  })
})

describe("the user's own participation", () => {
  test.each(['set', 'create'] as const)('%s joins a conversation', async (call) => {
    const { as, participants } = await site()
    await dataOf(as('carol')[call]('carol', { access: 'Read', notify: 'MentionsOnly' }))
    expect((await participants()).carol).toMatchObject({ access: 'Read', notify: 'MentionsOnly' })
    await dataOf(as('dave')[call]('dave', {}))
    expect((await participants()).dave).toMatchObject({ access: 'ReadWrite', notify: true })
    expect(await as('dave')[call]('dave', {}, 'missing')).toMatchObject(noConversation('missing'))
    expect(await as('unknown')[call]('unknown', {})).toMatchObject(
      notFound('There is no user "unknown".'),
    )
  })

  test('can be lowered, never raised, and not removed by the access None', async () => {
    const { as, participants } = await site({ roles: everything })
    await dataOf(as('alice').set('alice', { access: 'ReadWrite' }))
    await dataOf(as('alice').change('alice', { access: 'Read' }))
    for (const call of ['set', 'change'] as const) {
      expect(await as('alice')[call]('alice', { access: 'ReadWrite' })).toMatchObject(
        forbidden('Your access to this conversation is "Read"'),
      )
      await expectFaults(as('alice')[call]('alice', { access: 'None' }), '#/access')
    }
    expect((await participants()).alice).toMatchObject({ access: 'Read' })
  })

  test('leaving does not raise the access: a user who could only read cannot join again by themselves', async () => {
    const { as, chat, participants } = await site({ roles: everything })
    await chat.change('order', 'bob', { access: 'Read' })
    await dataOf(as('bob').remove('bob'))
    expect(await participants()).not.toHaveProperty('bob')
    expect(await as('bob').get('bob')).toMatchObject(noConversation())
    for (const join of [as('bob').set('bob'), as('bob').set('bob', { access: 'Read' })])
      expect(await join).toMatchObject(forbidden('Nobody can raise their own access.'))
    await dataOf(as('bob').remove('bob'))
    await dataOf(as('alice').set('bob', { access: 'Read' }))
    expect(await participants()).toMatchObject({ bob: { access: 'Read' } })
  })

  test('is not restored by a user whose access was removed', async () => {
    const { chat, as, participants } = await site({ roles: everything })
    await chat.change('order', 'bob', { access: 'None' })
    for (const call of ['set', 'create'] as const)
      for (const patch of [{}, { notify: false }, { access: 'Read' as const }])
        expect(await as('bob')[call]('bob', patch)).toMatchObject(
          forbidden('Your access to this conversation is "None"'),
        )
    expect(await as('bob').change('bob', { notify: false })).toMatchObject(noConversation())
    await dataOf(as('bob').remove('bob'))
    expect(await as('bob').set('bob')).toMatchObject(forbidden('"None"'))
    expect(Object.keys(await participants())).toEqual(['alice'])
  })
})

describe('removing', () => {
  test('DELETE of the own id leaves the conversation, and a repeated call succeeds too', async () => {
    const { app, chat, as, participants } = await site()
    const stream = await liveStream(app, 'alice')
    await dataOf(as('bob').remove('bob'))
    await dataOf(as('bob').remove('bob'))
    await dataOf(as('carol').remove('carol'))
    await dataOf(as('carol').remove('carol', 'missing'))
    expect(Object.keys(await participants())).toEqual(['alice'])
    const [events] = await receivedSoFar([stream], chat)
    expect(events).toMatchObject([{ type: 'participant.left', userId: 'bob' }])
  })

  test('others is a success too if they are not in the conversation', async () => {
    const { chat, as, participants } = await site({ roles: everything })
    await chat.join('order', 'carol')
    await chat.change('order', 'carol', { access: 'None' })
    for (const user of ['bob', 'bob', 'carol', 'dave', 'unknown'])
      await dataOf(as('alice').remove(user))
    expect(Object.keys(await participants())).toEqual(['alice'])
    expect(await as('bob').remove('alice')).toMatchObject(noConversation())
    expect(await as('alice').remove('bob', 'missing')).toMatchObject(noConversation('missing'))
    expect(await as('carol').create('carol')).toMatchObject(forbidden('"None"'))
  })
})

describe('without clientSideConversationSync', () => {
  const off = { clientSideConversationSync: false }

  test('participants change only their own notify, and leave', async () => {
    const { as, participants } = await site({ ...off, roles: everything })
    await dataOf(as('alice').set('alice', { notify: false }))
    await dataOf(as('bob').change('bob', { notify: 'MentionsOnly' }))
    await dataOf(as('bob').create('bob', { notify: true }))
    expect(await participants()).toMatchObject({
      alice: { access: 'ReadWrite', notify: false },
      bob: { access: 'ReadWrite', notify: 'MentionsOnly' },
    })
    await dataOf(as('bob').remove('bob'))
    expect(Object.keys(await participants())).toEqual(['alice'])
  })

  test('all else is a 403 that names the setting, whether or not the conversation exists', async () => {
    const { as, participants } = await site({ ...off, roles: everything })
    const before = await participants()
    const refused = forbidden("The app's setting clientSideConversationSync is off")
    for (const call of ['set', 'create'] as const) {
      expect(await as('carol')[call]('carol')).toMatchObject(refused)
      expect(await as('carol')[call]('carol', {}, 'missing')).toMatchObject(refused)
      expect(await as('alice')[call]('carol')).toMatchObject(refused)
    }
    for (const call of ['set', 'change'] as const) {
      expect(await as('alice')[call]('alice', { access: 'Read' })).toMatchObject(refused)
      expect(await as('alice')[call]('bob', { notify: false })).toMatchObject(refused)
    }
    expect(await participants()).toEqual(before)
  })
})
