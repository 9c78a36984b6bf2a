import { ids } from '@openparley/test-kit/chat'
import { serverWith } from '@openparley/test-kit/conversations'
import { describe, expect, test } from 'vitest'

const planned = [
  { id: 'boots', created: 1, custom: { category: 'shoes', size: '44' } },
  { id: 'clogs', created: 2, custom: { category: 'shoes', access: 'Read' } },
  { id: 'fedora', created: 3, custom: { category: 'hats', size: '' } },
  { id: 'plain', created: 4, custom: {} },
]
const order = { orderBy: 'createdAt', orderDirection: 'ASC' } as const

/** Conditions on custom data, and the conversations that meet them. */
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

describe('the filter on custom data', () => {
  test.each(customFilters)('%j finds %j, in both lists', async (custom, found) => {
    const { chat } = await serverWith(planned)
    const filter = JSON.stringify({ custom })
    expect(ids(await chat.list({ ...order, filter }))).toEqual(found)
    expect(ids(await chat.listOf('alice', { ...order, filter }))).toEqual(found)
  })

  test.each([
    ['{"custom":', 'filter'],
    ['', 'filter'],
    ['null', 'filter'],
    ['[]', 'filter'],
    ['{"subject":["==","Boots"]}', 'filter/subject'],
    ['{"custom":{"category":["<","shoes"]}}', 'filter/custom/category/0'],
    ['{"custom":{"category":["exists"]}}', 'filter/custom/category'],
    ['{"custom":{"category":"missing"}}', 'filter/custom/category'],
    ['{"custom":{"category":["==",44]}}', 'filter/custom/category/1'],
    ['{"custom":{"category":["oneOf","shoes"]}}', 'filter/custom/category/1'],
  ])('%s is a 400 that names what is wrong, in both lists', async (filter, place) => {
    const { call } = await serverWith(planned)
    for (const path of ['/conversations', '/users/alice/conversations']) {
      const { status, body } = await call('GET', `${path}?filter=${encodeURIComponent(filter)}`)
      expect(status).toBe(400)
      expect((body as { errors: object }).errors).toHaveProperty([`query/${place}`])
    }
  })
})

/** Conditions on alice's access, and the conversations that meet them. */
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

describe('the filter on access', () => {
  const serverWithAccess = async () => {
    const server = await serverWith(planned)
    await server.chat.change('boots', 'alice', { access: 'Read' })
    await server.chat.change('clogs', 'alice', { access: 'None' })
    return server
  }

  test.each(accessFilters)('%j finds %j of the user', async (access, found) => {
    const { chat } = await serverWithAccess()
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
    const { chat } = await serverWithAccess()
    expect(await chat.listOf('alice', { filter: JSON.stringify({ access }) })).toHaveLength(count)
  })

  test('holds beside one on custom data, inside which `access` is a key like any other', async () => {
    const { chat } = await serverWithAccess()
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
    const { call } = await serverWithAccess()
    const { status, body } = await call(
      'GET',
      `/users/alice/conversations?filter=${encodeURIComponent(filter)}`,
    )
    expect(status).toBe(400)
    expect((body as { errors: object }).errors).toHaveProperty([`query/${place}`])
  })

  test('is unknown to the list of the app', async () => {
    const { call } = await serverWithAccess()
    const filter = encodeURIComponent('{"access":["==","Read"]}')
    const { status, body } = await call('GET', `/conversations?filter=${filter}`)
    expect(status).toBe(400)
    expect((body as { errors: object }).errors).toHaveProperty(['query/filter/access'])
  })
})
