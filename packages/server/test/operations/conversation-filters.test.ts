import { ids } from '@openparley/test-kit/chat'
import { sharedServerWith } from '@openparley/test-kit/conversations'
import { describe, expect, test } from 'vitest'

const planned = [
  { id: 'boots', created: 1, custom: { category: 'shoes', size: '44' } },
  { id: 'clogs', created: 2, custom: { category: 'shoes', access: 'Read' } },
  { id: 'fedora', created: 3, custom: { category: 'hats', size: '' } },
  { id: 'plain', created: 4, custom: {} },
]
const order = { orderBy: 'createdAt', orderDirection: 'ASC' } as const

/** Conditions about custom data, with the conversations that match them. */
const customFilters: [object, string[]][] = [
  [{}, ['boots', 'clogs', 'fedora', 'plain']],
  [{ category: ['==', 'shoes'] }, ['boots', 'clogs']],
  [{ category: ['==', 'Shoes'] }, []],
  [{ category: ['!=', 'shoes'] }, ['fedora', 'plain']],
  [{ category: ['oneOf', ['hats', 'shoes', 'belts']] }, ['boots', 'clogs', 'fedora']],
  [{ category: ['oneOf', []] }, []],
  [{ category: ['!oneOf', ['hats', 'belts']] }, ['boots', 'clogs', 'plain']],
  [{ category: ['!oneOf', []] }, ['boots', 'clogs', 'fedora', 'plain']],
  [{ size: 'exists' }, ['boots', 'fedora']],
  [{ size: '!exists' }, ['clogs', 'plain']],
  [{ size: ['==', ''] }, ['fedora']],
  [{ category: ['==', 'shoes'], size: '!exists' }, ['clogs']],
  [{ toString: 'exists' }, []],
  [{ access: ['==', 'Read'] }, ['clogs']],
]

describe('the filter on custom data', async () => {
  const { chat, call } = await sharedServerWith(planned)

  test.each(customFilters)('%j finds %j, in both lists', async (custom, found) => {
    const filter = JSON.stringify({ custom })
    expect(ids(await chat.list({ ...order, filter }))).toEqual(found)
    expect(ids(await chat.listOf('alice', { ...order, filter }))).toEqual(found)
  })

  test.each([
    ['{"custom":', 'filter'],
    ['', 'filter'],
    ['null', 'filter'],
    ['[]', 'filter'],
    ['{"topic":["==","Boots"]}', 'filter/topic'],
    ['{"custom":{"category":["<","shoes"]}}', 'filter/custom/category/0'],
    ['{"custom":{"category":["exists"]}}', 'filter/custom/category'],
    ['{"custom":{"category":"missing"}}', 'filter/custom/category'],
    ['{"custom":{"category":["==",44]}}', 'filter/custom/category/1'],
    ['{"custom":{"category":["oneOf","shoes"]}}', 'filter/custom/category/1'],
  ])('%s is a 400 that names what is wrong, in both lists', async (filter, place) => {
    for (const path of ['/conversations', '/users/alice/conversations']) {
      const { status, body } = await call('GET', `${path}?filter=${encodeURIComponent(filter)}`)
      expect(status).toBe(400)
      expect((body as { errors: object }).errors).toHaveProperty([`query/${place}`])
    }
  })
})

/** Conditions about alice's access, with the conversations that match them. */
const accessFilters: [unknown, string[]][] = [
  [
    ['==', 'ReadWrite'],
    ['fedora', 'plain'],
  ],
  [['==', 'Read'], ['boots']],
  [['==', 'None'], ['clogs']],
  [
    ['!=', 'None'],
    ['boots', 'fedora', 'plain'],
  ],
  [
    ['!=', 'ReadWrite'],
    ['boots', 'clogs'],
  ],
  [
    ['oneOf', ['Read', 'None']],
    ['boots', 'clogs'],
  ],
  [['oneOf', []], []],
  [
    ['!oneOf', ['ReadWrite']],
    ['boots', 'clogs'],
  ],
  [
    ['!oneOf', []],
    ['boots', 'clogs', 'fedora', 'plain'],
  ],
]

describe('the filter on access', async () => {
  const { chat, call } = await sharedServerWith(planned)
  await chat.change('boots', 'alice', { access: 'Read' })
  await chat.change('clogs', 'alice', { access: 'None' })

  test.each(accessFilters)('%j finds %j of the user', async (access, found) => {
    const filter = JSON.stringify({ access })
    expect(ids(await chat.listOf('alice', { ...order, filter }))).toEqual(found)
  })

  test.each([
    ['Fetch only conversations that the user is currently still a part of', ['!=', 'None'], 3],
    ['Fetch only conversations that the user is able to write in', ['==', 'ReadWrite'], 2],
    [
      'Fetch only conversations that the user is only able to read but not write in',
      ['==', 'Read'],
      1,
    ],
  ])('"%s": %j', async (_, access, count) => {
    expect(await chat.listOf('alice', { filter: JSON.stringify({ access }) })).toHaveLength(count)
  })

  test('can be combined with one on custom data, in which `access` is an ordinary key', async () => {
    const found = async (filter: object) =>
      ids(await chat.listOf('alice', { ...order, filter: JSON.stringify(filter) }))
    const custom = { category: ['==', 'shoes'] }
    expect(await found({ custom, access: ['==', 'Read'] })).toEqual(['boots'])
    expect(await found({ custom: { ...custom, access: ['==', 'Read'] } })).toEqual(['clogs'])
    expect(await found({ custom: { ...custom, access: ['==', 'ReadWrite'] } })).toEqual([])
  })

  test.each([
    ['{"access":["==","Write"]}', 'filter/access/1'],
    ['{"access":"exists"}', 'filter/access'],
    ['{"access":["==",["Read"]]}', 'filter/access/1'],
  ])('%s is a 400', async (filter, place) => {
    const { status, body } = await call(
      'GET',
      `/users/alice/conversations?filter=${encodeURIComponent(filter)}`,
    )
    expect(status).toBe(400)
    expect((body as { errors: object }).errors).toHaveProperty([`query/${place}`])
  })

  test('is unknown to the list of the app', async () => {
    const filter = encodeURIComponent('{"access":["==","Read"]}')
    const { status, body } = await call('GET', `/conversations?filter=${filter}`)
    expect(status).toBe(400)
    expect((body as { errors: object }).errors).toHaveProperty(['query/filter/access'])
  })
})

/** Conversations of alice and bob, with messages from bob; times are small numbers. */
const { chat, call, now } = await sharedServerWith([
  { id: 'boots', created: 10, said: 50, subject: 'Boots' },
  { id: 'clogs', created: 20, said: 40, subject: 'Clogs', custom: { sold: 'yes' } },
  { id: 'fedora', created: 30, subject: '' },
  { id: 'plain', created: 60 },
])
now.time = 70
await chat.mark('alice', 'boots', false)
await chat.mark('alice', 'fedora', true)
await chat.leave('clogs', 'alice')
await chat.join('clogs', 'alice')

const ofApp = (query: object) => chat.list(query)
const ofAlice = (query: object) => chat.listOf('alice', query)

/** The conditions that both lists have, with the conversations that match them, by creation. */
const filters: [filter: unknown, found: string[]][] = [
  [{ hasMessages: true }, ['boots', 'clogs']],
  [{ hasMessages: false }, ['fedora', 'plain']],
  [{ subject: ['==', 'Boots'] }, ['boots']],
  [{ subject: ['==', 'boots'] }, []],
  [{ subject: ['==', ''] }, ['fedora']],
  [{ subject: ['==', null] }, ['plain']],
  [{ subject: ['!=', null] }, ['boots', 'clogs', 'fedora']],
  [{ subject: ['!=', 'Boots'] }, ['clogs', 'fedora', 'plain']],
  [{ subject: ['oneOf', ['Boots', null]] }, ['boots', 'plain']],
  [{ subject: ['oneOf', []] }, []],
  [{ subject: ['!oneOf', ['Boots', null]] }, ['clogs', 'fedora']],
  [{ createdAt: ['>', 20] }, ['fedora', 'plain']],
  [{ createdAt: ['>=', 20] }, ['clogs', 'fedora', 'plain']],
  [{ createdAt: ['<', 20] }, ['boots']],
  [{ createdAt: ['<=', 20] }, ['boots', 'clogs']],
  [{ createdAt: ['<', 0] }, []],
  [{ createdAt: ['>', Number.MAX_SAFE_INTEGER] }, []],
  [{ createdAt: ['<=', Number.MAX_SAFE_INTEGER] }, ['boots', 'clogs', 'fedora', 'plain']],
  [{ createdAt: ['between', [10, 30]] }, ['boots', 'clogs']],
  [{ createdAt: ['between', [10, 10]] }, []],
  [{ createdAt: ['!between', [10, 30]] }, ['fedora', 'plain']],
  [{ createdAt: ['!between', [20, 60]] }, ['boots', 'plain']],
  [{ createdAt: ['!between', [20, 20]] }, ['boots', 'clogs', 'fedora', 'plain']],
  [{ lastActivityAt: ['>=', 40] }, ['boots', 'clogs', 'plain']],
  [{ lastActivityAt: ['between', [30, 50]] }, ['clogs', 'fedora']],
  [{ lastActivityAt: ['!between', [31, 60]] }, ['fedora', 'plain']],
  [{ lastMessageTs: ['>=', 40] }, ['boots', 'clogs']],
  [{ lastMessageTs: ['!between', [40, 50]] }, ['boots']],
  [{ createdAt: ['<', 30], lastActivityAt: ['<', 50] }, ['clogs']],
  [{ subject: ['==', 'Clogs'], custom: { sold: ['==', 'yes'] } }, ['clogs']],
  [{ subject: ['==', 'Boots'], custom: { sold: ['==', 'yes'] } }, []],
  [
    ['any', [{}]],
    ['boots', 'clogs', 'fedora', 'plain'],
  ],
  [
    ['any', [{ subject: ['==', 'Boots'] }, { hasMessages: false }]],
    ['boots', 'fedora', 'plain'],
  ],
  [
    ['any', [{ createdAt: ['<', 20] }, { createdAt: ['>', 30] }]],
    ['boots', 'plain'],
  ],
  [
    ['any', [{ createdAt: ['<', 30], hasMessages: false }, { custom: { sold: 'exists' } }]],
    ['clogs'],
  ],
]

/** Conditions about alice as a participant, with the conversations that match them, by creation. */
const ownFilters: [filter: unknown, found: string[]][] = [
  [{ isUnread: true }, ['clogs', 'fedora']],
  [{ isUnread: false }, ['boots', 'plain']],
  [{ hasUnreadMessages: true }, ['clogs', 'fedora']],
  [{ hasUnreadMessages: false, isUnread: true }, []],
  [{ joinedAt: ['>', 60] }, ['clogs']],
  [{ joinedAt: ['between', [30, 70]] }, ['fedora', 'plain']],
  [{ joinedAt: ['<', 70], isUnread: true }, ['fedora']],
  [
    ['any', [{ isUnread: true }, { joinedAt: ['>=', 60] }]],
    ['clogs', 'fedora', 'plain'],
  ],
  [
    ['any', [{ isUnread: true, hasMessages: true }, { hasUnreadMessages: true }]],
    ['clogs', 'fedora'],
  ],
]

describe('the filter on properties of conversations', () => {
  test.each(filters)('%j finds %j, in both lists', async (filter, found) => {
    for (const list of [ofApp, ofAlice])
      expect(await pages(list, { filter: JSON.stringify(filter) })).toEqual(found)
  })

  test.each(ownFilters)('%j finds %j of the user', async (filter, found) => {
    expect(await pages(ofAlice, { filter: JSON.stringify(filter) })).toEqual(found)
  })

  test('can be combined with all other conditions of the list', async () => {
    const filter = JSON.stringify([
      'any',
      [{ createdAt: ['>=', 20] }, { subject: ['==', 'Boots'] }],
    ])
    const found = async (query: object) => ids(await ofAlice({ ...order, filter, ...query }))
    expect(await found({ unreadsOnly: true })).toEqual(['clogs'])
    expect(await found({ lastMessageAfter: 40 })).toEqual(['boots'])
    expect(await found({ offsetTs: 20 })).toEqual(['fedora', 'plain'])
    expect(await found({ startingAfter: 'fedora' })).toEqual(['plain'])
  })

  test.each([
    ['{"createdAt":["==",1]}', 'filter/createdAt/0'],
    ['{"createdAt":["<","1"]}', 'filter/createdAt/1'],
    ['{"createdAt":["<",1.5]}', 'filter/createdAt/1'],
    ['{"createdAt":["<",-1]}', 'filter/createdAt/1'],
    ['{"createdAt":["<"]}', 'filter/createdAt'],
    ['{"createdAt":"exists"}', 'filter/createdAt'],
    ['{"createdAt":["between",[1,2,3]]}', 'filter/createdAt/1'],
    ['{"createdAt":["between",["a","b"]]}', 'filter/createdAt/1/0'],
    ['{"createdAt":["between",[2,1]]}', 'filter/createdAt/1'],
    [
      '["any",[{"hasMessages":true},{"lastActivityAt":["!between",[2,1]]}]]',
      'filter/1/1/lastActivityAt/1',
    ],
    ['{"subject":"Boots"}', 'filter/subject'],
    ['{"subject":["<","Boots"]}', 'filter/subject/0'],
    ['{"subject":["==",1]}', 'filter/subject/1'],
    ['{"hasMessages":"true"}', 'filter/hasMessages'],
    ['["any",[]]', 'filter/1'],
    ['["any"]', 'filter'],
    ['["all",[{"hasMessages":true}]]', 'filter/0'],
    ['["any",[["any",[{"hasMessages":true}]]]]', 'filter/1/0'],
    ['["any",[{"topic":["==","Boots"]}]]', 'filter/1/0/topic'],
    [JSON.stringify(['any', Array(11).fill({})]), 'filter/1'],
  ])('%s is a 400 that names what is wrong, in both lists', async (filter, place) => {
    for (const path of ['/conversations', '/users/alice/conversations']) {
      const { status, body } = await call('GET', `${path}?filter=${encodeURIComponent(filter)}`)
      expect(status).toBe(400)
      expect((body as { errors: object }).errors).toHaveProperty([`query/${place}`])
      if (place !== 'filter')
        expect((body as { errors: object }).errors).not.toHaveProperty(['query/filter'])
    }
  })

  test.each(['isUnread', 'hasUnreadMessages', 'joinedAt'])(
    'is unknown to the list of the app if it is %s',
    async (name) => {
      const filter = encodeURIComponent(JSON.stringify({ [name]: true }))
      const { status, body } = await call('GET', `/conversations?filter=${filter}`)
      expect(status).toBe(400)
      expect((body as { errors: object }).errors).toEqual({
        [`query/filter/${name}`]: ['Unknown property.'],
      })
    },
  )
})

/** Returns the whole list by creation, after checking its pages and its other order. */
async function pages(
  list: (query: object) => Promise<{ id: string }[]>,
  query: { filter: string },
): Promise<string[]> {
  const whole = ids(await list({ ...query, ...order }))
  for (const limit of [1, 2]) {
    const found: string[] = []
    for (let after = {}; ; after = { startingAfter: found.at(-1) }) {
      const page = ids(await list({ ...query, ...order, ...after, limit }))
      found.push(...page)
      if (page.length < limit) break
    }
    expect(found).toEqual(whole)
  }
  const byActivity = ['fedora', 'clogs', 'boots', 'plain'].filter((id) => whole.includes(id))
  expect(ids(await list({ ...query, orderDirection: 'ASC', limit: 1 }))).toEqual(
    byActivity.slice(0, 1),
  )
  expect(ids(await list({ ...query, orderDirection: 'ASC' }))).toEqual(byActivity)
  return whole
}
