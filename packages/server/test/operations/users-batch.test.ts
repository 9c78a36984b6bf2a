import type { components } from '@openparley/spec/types'
import { chatOf, dataOf, ids } from '@openparley/test-kit/chat'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

type UserPatches = components['schemas']['UserPatches']

const missingName = { '#': ['Required property name was not present.'] }
const anyFault = [expect.any(String)]

const patches = (count: number, patch: (index: number) => unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`user${index}`, patch(index)]))

/** Sends a body that the types may forbid, checks that no user was changed, and returns the error. */
async function refusal({ client, call }: TestApp, body: unknown) {
  const before = await chatOf(client).listUsers({ limit: 100 })
  const { status, headers, body: answer } = await call('PUT', '/users', { body })
  expect(status).toBe(400)
  expect(await chatOf(client).listUsers({ limit: 100 })).toEqual(before)
  return { type: headers.get('content-type')?.split(';')[0], answer }
}

describe('several users in a single call', () => {
  test('checks every item of a batch, even if an item has text that cannot be stored', async () => {
    const body = { alice: { name: '\ud800' }, bob: null, carol: { name: 1 } }
    const { answer } = await refusal(await testApp(), body)
    expect(answer).toEqual({
      alice: { '#/name': anyFault },
      bob: { '#': anyFault },
      carol: { '#/name': anyFault },
    })
  })

  test('"If all of the provided update objects are valid, a HTTP 200 status code is returned and all the updates are applied"', async () => {
    const { client } = await testApp()
    const chat = chatOf(client)
    await chat.putUser('sebastian', { name: 'Sebastian', role: 'seller' })
    const body = {
      alice: { name: 'Alice', phone: ['+1123456789'], locale: 'ar' },
      sebastian: { phone: ['+1123456789'], custom: { country: 'ca' } },
    }
    expect(await dataOf(client.PUT('/users', { body }))).toEqual({})
    expect(await chat.user('alice')).toMatchObject(body.alice)
    expect(await chat.user('sebastian')).toMatchObject({
      ...body.sebastian,
      name: 'Sebastian',
      role: 'seller',
    })
  })

  test('"If one or more update objects are invalid, none of the updates are applied": neither alice nor sebastian are updated', async () => {
    const server = await testApp()
    const refused = await refusal(server, { alice: { name: 'Alice' }, sebastian: {} })
    expect(refused).toEqual({
      type: 'application/json',
      answer: { sebastian: { '#': ['Required property name was not present.'] } },
    })
    expect(await chatOf(server.client).listUsers()).toEqual([])
  })

  test('returns all faults of all invalid updates in one map', async () => {
    const server = await testApp()
    await chatOf(server.client).users('known')
    const { answer } = await refusal(server, {
      valid: { name: 'Valid' },
      nameless: {},
      wrongType: { name: 'Alice', email: 7, phone: [1] },
      unknown: { name: 'Alice', nickname: 'Al' },
      both: { role: 7 },
      elsewhere: { id: 'somewhere', name: 'Alice' },
      known: { name: null },
      nothing: null,
      text: 'Alice',
      list: [],
      'a~b': {},
    })
    expect(answer).toEqual({
      nameless: missingName,
      wrongType: { '#/email': anyFault, '#/phone/0': anyFault },
      unknown: { '#/nickname': anyFault },
      both: { ...missingName, '#/role': anyFault },
      elsewhere: { '#/id': anyFault },
      known: { '#/name': anyFault },
      nothing: { '#': anyFault },
      text: { '#': anyFault },
      list: { '#': anyFault },
      'a~b': missingName,
    })
  })

  test.each([
    ['no object', () => null],
    ['without a name', () => ({})],
    ['of wrong types', () => ({ role: 7 })],
    ['full of unknown fields', () => patches(20, () => 1)],
  ])('names every user whose update is invalid, also when all 100 are %s', async (_, patch) => {
    const { answer } = await refusal(await testApp(), patches(100, patch))
    expect(Object.keys(answer as object)).toEqual(Object.keys(patches(100, patch)))
  })

  test('"you can update a maximum of 100 users with a single API call"', async () => {
    const server = await testApp()
    const chat = chatOf(server.client)
    await dataOf(
      server.client.PUT('/users', { body: patches(100, () => ({ name: 'A' })) as UserPatches }),
    )
    expect(await chat.listUsers({ limit: 100 })).toHaveLength(100)
  })

  test('"Attempting to update more will result in a 400 Bad Request and no users will be updated"', async () => {
    const { type, answer } = await refusal(
      await testApp(),
      patches(101, () => ({ name: 'Alice' })),
    )
    expect(type).toBe('application/problem+json')
    expect(answer).toMatchObject({ errors: { '#': anyFault } })
  })

  test.each([
    ['nobody', {}],
    ['a list', [{ name: 'Alice' }]],
    ['null', null],
  ])('is refused for %s', async (_, body) => {
    const { type, answer } = await refusal(await testApp(), body)
    expect(type).toBe('application/problem+json')
    expect(answer).toMatchObject({ errors: { '#': anyFault } })
  })

  test.each([['a/b'], ['..'], [''], ['x'.repeat(256)]])(
    'is refused for the id %j, and the error names it',
    async (id) => {
      const { type, answer } = await refusal(await testApp(), { [id]: { name: 'Alice' } })
      expect(type).toBe('application/problem+json')
      expect(answer).toMatchObject({
        errors: { '#': expect.arrayContaining([`Key ${JSON.stringify(id)} is not valid.`]) },
      })
    },
  )

  test('accepts ids that are special names in JavaScript', async () => {
    const server = await testApp()
    const names = ['__proto__', 'constructor', 'hasOwnProperty', 'toString']
    const body = `{ ${names.map((name) => `"${name}": { "name": "Alice" }`).join(', ')} }`
    expect((await server.call('PUT', '/users', { body })).status).toBe(200)
    expect(ids(await chatOf(server.client).listUsers()).sort()).toEqual(names.sort())
    const { answer } = await refusal(server, '{ "__proto__": { "role": 1 }, "valueOf": {} }')
    const refused = new Map(Object.entries(answer as object))
    expect([...refused.keys()].sort()).toEqual(['__proto__', 'valueOf'])
  })

  test('applies the whole of each call when many overlap', async () => {
    const { client } = await testApp()
    const chat = chatOf(client)
    await Promise.all(
      Array.from({ length: 20 }, (_, round) => {
        const custom = { round: String(round), [`round${round}`]: 'here' }
        const body = Object.fromEntries(['a', 'b', 'c'].map((id) => [id, { name: id, custom }]))
        return dataOf(client.PUT('/users', { body }))
      }),
    )
    const [a, ...others] = await chat.listUsers()
    expect(Object.keys(a?.custom ?? {})).toHaveLength(21)
    for (const other of others) expect(other.custom).toEqual(a?.custom)
  })
})
