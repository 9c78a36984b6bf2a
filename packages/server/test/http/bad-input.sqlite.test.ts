import { chunked } from '@openparley/test-kit/raw'
import { expectInvalid, expectProblem, refusingServer } from '@openparley/test-kit/refusal'
import { describe, expect, test } from 'vitest'

const server = refusingServer()
const user = '/v1/shop/users/alice'
const users = '/v1/shop/users'
const messages = '/v1/shop/conversations/boots/messages'
const mebibyte = 1024 * 1024
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

describe('a body that is not JSON', () => {
  test.each(['{"name":', '{"name": "A"', "{'name': 'A'}", 'name', '{"name": NaN}', '"', ' '])(
    '%j is a 400 that says where parsing failed',
    async (body) => {
      const response = await server.send('PUT', user, { body })
      expectInvalid(response, '#')
      expect(response.body).toContain('Malformed JSON')
    },
  )

  test('putUsers returns a problem for it, not its map', async () => {
    expectInvalid(await server.send('PUT', users, { body: '{"alice":' }), '#')
  })

  test('bytes that are not UTF-8 are a 400, not replaced', async () => {
    const body = Buffer.from('{"name":"\xff"}', 'latin1')
    const response = await server.send('PUT', user, { body })
    expectInvalid(response, '#')
    expect(response.body).toContain('UTF-8')
  })

  test('an empty body is a 400 if a body is required', async () => {
    expectInvalid(await server.send('PUT', user, { body: '' }), '#')
    expectInvalid(await server.send('PUT', user), '#')
  })
})

describe('a body of another type', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'application/merge-patch+json',
    'application/xml',
    ';;;',
    '*/*',
  ])('%s is a 415', async (type) => {
    const headers = { 'Content-Type': type }
    const response = await server.send('PUT', user, { body: '{"name":"B"}', headers })
    expectProblem(response, 415, 'unsupported-media-type')
    expect(response.body).toContain('application/json')
  })

  test('a compressed body is a 415', async () => {
    const headers = { 'Content-Encoding': 'gzip' }
    const response = await server.send('PUT', user, { body: '{"name":"B"}', headers })
    expectProblem(response, 415, 'unsupported-media-type')
  })
})

describe('a body of more than 1 MiB', () => {
  test('one byte more is a 413, with or without Content-Length', async () => {
    const body = '{"name":"B"}'.padEnd(mebibyte + 1)
    expectProblem(await server.send('PUT', user, { body }), 413, 'payload-too-large')
    const response = await server.send('PUT', user, chunked(body))
    expectProblem(response, 413, 'payload-too-large')
  })

  test('a body of exactly 1 MiB is accepted', async () => {
    const response = await server.send('PUT', user, { body: '{"name":1}'.padEnd(mebibyte) })
    expectInvalid(response, '#/name')
  })
})

describe('a property that is not in the document', () => {
  test.each([
    ['PUT', user, { name: 'A', colour: 'red', age: 3 }, ['#/colour', '#/age']],
    ['PUT', user, { 'a/b~c': 1 }, ['#/a~1b~0c']],
    ['PUT', '/v1/shop/conversations/boots', { topic: 'x' }, ['#/topic']],
    ['POST', messages, [{ type: 'SystemMessage', text: 'x', sender: 'alice' }], ['#/0/sender']],
    ['PATCH', '/v1/shop/conversations/boots/participants/alice', { acess: 'Read' }, ['#/acess']],
  ] as const)('%s %s %j is a 400 that names it', async (method, path, body, places) => {
    expectInvalid(await server.send(method, path, { body: JSON.stringify(body) }), ...places)
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s is a 400 that names it',
    async (name) => {
      expectInvalid(await server.send('PUT', user, { body: `{"${name}":{"x":1}}` }), `#/${name}`)
    },
  )

  test('putUsers reports the property under the id of its user', async () => {
    const body = '{"__proto__":{"name":1},"bob":{"name":"Bob","nmae":""}}'
    const response = await server.send('PUT', users, { body })
    expect(response.status).toBe(400)
    expect(Object.entries(JSON.parse(response.body))).toEqual([
      ['__proto__', { '#/name': ['Must be string.'] }],
      ['bob', { '#/nmae': ['Unknown property.'] }],
    ])
  })
})

describe('a value of the wrong type or size', () => {
  const wrong = [1, null, 'text', true, {}, [], [1], [null], [[]], [{}], ['text']]
  test.each(wrong.map((body) => ({ body: JSON.stringify(body) })))(
    'the messages $body are a 400',
    async ({ body }) => {
      const response = await server.send('POST', messages, { body })
      expectProblem(response, 400, 'invalid-request')
    },
  )

  test('an array as deep as 1 MiB allows is a 400 at any place', async () => {
    const deep = nested(500_000)
    const objects = `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`
    for (const [method, target, body] of [
      ['PUT', user, deep],
      ['PUT', user, nested(mebibyte / 2)],
      ['PUT', user, `{"name":${deep}}`],
      ['PUT', user, `{"custom":{"key":${deep}}}`],
      ['PUT', user, `{"custom":${objects}}`],
      ['PUT', '/v1/shop/users', `{"bob":${deep}}`],
      ['POST', messages, deep],
      ['POST', messages, `[{"type":"UserMessage","location":${deep}}]`],
      ['PUT', '/v1/shop/conversations/boots', `{"participants":[${deep}]}`],
    ] as const)
      expectInvalid(await server.send(method, target, { body }), '#')
  })

  test('an array of 64 levels is read, and of 65 is too deep', async () => {
    const why = 'Must not be nested deeper than 64 levels.'
    const read = await server.send('PUT', user, { body: `{"name":${nested(63)}}` })
    expectInvalid(read, '#/name')
    expect(read.body).not.toContain(why)
    expect((await server.send('PUT', user, { body: `{"name":${nested(64)}}` })).body).toContain(why)
  })

  test.each([
    ['[1e999, -1e999]', '#/0/location/0', '#/0/location/1'],
    ['[51.5, -1e999]', '#/0/location/1'],
    ['[90.1, 0]', '#/0/location/0'],
    ['[-90.1, 0]', '#/0/location/0'],
    ['[0, 180.1]', '#/0/location/1'],
    ['[0, -180.1]', '#/0/location/1'],
    ['[0]', '#/0/location'],
    ['[0, 0, 0]', '#/0/location'],
  ])('the location %s, which is out of range, is a 400', async (location, ...places) => {
    const body = `[{"type":"UserMessage","sender":"alice","text":"Hi","location":${location}}]`
    expectInvalid(await server.send('POST', messages, { body }), ...places)
  })

  test.each([
    ['PUT', user, '{"name":"\\ud800"}', '#/name'],
    ['PUT', user, '{"custom":{"key":"a\\udc00"}}', '#/custom/key'],
    ['PUT', user, '{"custom":{"\\ud83d":"key"}}', '#/custom/\ud83d'],
    ['PUT', user, '{"email":["\\ud800"]}', '#/email/0'],
    ['PUT', '/v1/shop/users', '{"bob":{"name":"\\ud800"}}', undefined],
    ['PUT', '/v1/shop/conversations/boots', '{"subject":"\\ud800\\ud800"}', '#/subject'],
    ['POST', messages, '[{"type":"SystemMessage","text":"\\udfff"}]', '#/0/text'],
    [
      'GET',
      '/v1/shop/conversations?filter={"custom":{"key":["==","\\ud800"]}}',
      '',
      'query/filter/custom/key/1',
    ],
    [
      'GET',
      '/v1/shop/conversations?filter={"custom":{"\\ud800":"exists"}}',
      '',
      'query/filter/custom/\ud800',
    ],
    ['GET', '/v1/shop/users?startingAfter=%ED%A0%80', '', 'query/startingAfter'],
    ['GET', '/v1/shop/users/%ED%A0%80', '', 'path'],
  ])('a lone surrogate is a 400: %s %s %s', async (method, target, body, place) => {
    const response = await server.send(method, target, body === '' ? {} : { body })
    if (place !== undefined) expectInvalid(response, place)
    else expect(JSON.parse(response.body)).toEqual({ bob: { '#/name': [expect.any(String)] } })
  })

  test('a body with a hundred thousand faults gets a short response', async () => {
    const faults = Array.from({ length: 100_000 }, (_, index) => `"${index}":1`)
    const response = await server.send('PUT', user, { body: `{${faults.join()}}` })
    expectProblem(response, 400, 'invalid-request')
    expect(response.body.length).toBeLessThan(10_000)
  })
})

describe('a query', () => {
  test.each([
    ['/users?colour=red', 'query/colour'],
    ['/users?limit=1&limit=2', 'query/limit'],
    ['/users?startingAfter=alice&startingAfter=alice', 'query/startingAfter'],
    ['/users?limit=0', 'query/limit'],
    ['/users?limit=101', 'query/limit'],
    ['/users?limit=ten', 'query/limit'],
    ['/users?limit=1e1000', 'query/limit'],
    ['/users?limit=%zz', 'query/limit'],
    ['/users?limit=', 'query/limit'],
    ['/users?isOnline=maybe', 'query/isOnline'],
    ['/users?__proto__=1', 'query/__proto__'],
    ['/users?limit%00=1', 'query/limit\0'],
    ['/users/alice?limit=1', 'query/limit'],
    ['/conversations?filter={', 'query/filter'],
    ['/conversations?filter=[]', 'query/filter'],
    ['/conversations?filter={%22colour%22:1}', 'query/filter/colour'],
    ['/conversations?orderBy=mood', 'query/orderBy'],
  ])('%s is a 400 that names %s', async (query, place) => {
    expectInvalid(await server.send('GET', `/v1/shop${query}`), place)
  })
})

test('a filter as deep as a URL allows is a 400', async () => {
  const filter = nested(7500)
  expectInvalid(await server.send('GET', `/v1/shop/conversations?filter=${filter}`), 'query/filter')
})

describe('a header', () => {
  test.each(['1999-01-01', 'newest', '2021-01-01, 2024-01-01', ''])(
    'the version %j is a 400 that names the header',
    async (version) => {
      const headers = { 'TalkJS-REST-Version': version }
      const response = await server.send('GET', user, { headers })
      expectInvalid(response, 'header/TalkJS-REST-Version')
    },
  )
})
