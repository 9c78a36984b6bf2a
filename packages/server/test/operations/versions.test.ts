import { ids } from '@openparley/test-kit/chat'
import { serverWith } from '@openparley/test-kit/conversations'
import { describe, expect, test } from 'vitest'

const versions = ['2021-01-01', '2021-02-09', '2021-07-30', '2024-01-01'] as const
const ordering = versions.slice(1)

/** The orders of creation and activity differ. */
const planned = [
  { id: 'first', created: 1, said: 30 },
  { id: 'second', created: 2, said: 20 },
]
const lists = ['/conversations', '/users/alice/conversations']

/** Ways to select the version of a call. */
const ways = [
  ['the header TalkJS-REST-Version', 'header'],
  ["the app's default", 'default'],
] as const

describe.each(ways)('with a version from %s', (_, way) => {
  const serverOf = async (version: (typeof versions)[number]) => {
    const inDefault = way === 'default'
    const server = await serverWith(planned, {
      settings: inDefault ? { apiVersion: version } : {},
    })
    const headers = inDefault ? undefined : { 'TalkJS-REST-Version': version }
    const get = async (path: string) => {
      const { status, body } = await server.call('GET', path, headers && { headers })
      const { data, errors } = body as { data?: { id: string }[]; errors?: object }
      return { status, found: data && ids(data), places: errors && Object.keys(errors).sort() }
    }
    return { ...server, get }
  }

  test.each(lists)(
    '"Default order in versions before 2021-02-09 is createdAt DESC and cannot be changed": %s',
    async (path) => {
      const { get } = await serverOf('2021-01-01')
      expect(await get(path)).toMatchObject({ status: 200, found: ['second', 'first'] })
      expect(await get(`${path}?limit=1&startingAfter=second`)).toMatchObject({ found: ['first'] })
      expect(await get(`${path}?lastMessageAfter=25`)).toMatchObject({ found: ['first'] })
      const given = ['orderBy=createdAt', 'orderDirection=DESC', 'offsetTs=5']
      if (path.startsWith('/users')) given.push('sortBy=createdAt+DESC')
      const names = given.map((one) => `query/${one.split('=')[0]}`)
      for (const [index, one] of given.entries())
        expect(await get(`${path}?${one}`)).toMatchObject({ status: 400, places: [names[index]] })
      expect(await get(`${path}?${given.join('&')}`)).toMatchObject({
        status: 400,
        places: names.sort(),
      })
    },
  )

  test.each(ordering)(
    '"Ordering is available since API version 2021-02-09", as is offsetTs: %s',
    async (version) => {
      const { get } = await serverOf(version)
      for (const path of lists) {
        expect(await get(path)).toMatchObject({ found: ['first', 'second'] })
        expect(await get(`${path}?orderBy=createdAt&orderDirection=ASC&offsetTs=1`)).toMatchObject({
          found: ['second'],
        })
      }
    },
  )

  test('refuses to order messages under 2021-01-01, newest first', async () => {
    const { get, chat } = await serverOf('2021-01-01')
    const [id = ''] = ids(await chat.messages('first'))
    expect(await get('/conversations/first/messages')).toMatchObject({ found: [id] })
    expect(
      await get('/conversations/first/messages?orderBy=createdAt&orderDirection=ASC'),
    ).toMatchObject({ status: 400, places: ['query/orderBy', 'query/orderDirection'] })
  })
})

test('the header takes precedence over the default of the app', async () => {
  const { call } = await serverWith(planned, { settings: { apiVersion: '2021-01-01' } })
  const query = '/conversations?orderBy=createdAt'
  expect((await call('GET', query)).status).toBe(400)
  const headers = { 'TalkJS-REST-Version': '2021-02-09' }
  expect((await call('GET', query, { headers })).status).toBe(200)
})

test('without either, the newest version applies', async () => {
  const { call } = await serverWith(planned)
  expect((await call('GET', '/users/nobody/conversations')).status).toBe(404)
})

test.each(['2021-02-10', '2030-01-01', 'latest', ''])(
  'the unknown version %j is a 400 on every call, and nothing is changed',
  async (version) => {
    const { call, chat } = await serverWith(planned)
    const headers = { 'TalkJS-REST-Version': version }
    for (const [method, path, body] of [
      ['GET', '/users', undefined],
      ['PUT', '/users/carol', { name: 'Carol' }],
      ['DELETE', '/conversations/first', undefined],
    ] as const) {
      const answer = await call(method, path, { headers, ...(body && { body }) })
      expect(answer.status).toBe(400)
      expect((answer.body as { errors: object }).errors).toHaveProperty([
        'header/TalkJS-REST-Version',
      ])
    }
    expect(ids(await chat.listUsers())).toEqual(['alice', 'bob'])
    expect(await chat.list()).toHaveLength(2)
  },
)
