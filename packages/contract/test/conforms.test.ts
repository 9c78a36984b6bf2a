import { describe, expect, test } from 'vitest'
import { eventsOf } from '../src/exchange.ts'
import { createContract, type OpenApiDocument } from '../src/index.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** A document that composes schemas in every way that a closed check must support. */
const document: OpenApiDocument = {
  paths: {
    '/pets/{petId}': {
      parameters: [{ name: 'petId', in: 'path', required: true, schema: { type: 'integer' } }],
      get: {
        operationId: 'getPet',
        parameters: [
          { name: 'after', in: 'query', allowEmptyValue: true, schema: { type: 'integer' } },
          { name: 'before', in: 'query', schema: { type: 'integer' } },
        ],
        responses: {
          200: {
            headers: { 'X-Age': { required: true, schema: { type: 'integer', maximum: 9 } } },
            content: { 'application/json': { schema: ref('Pet') } },
          },
          204: {},
        },
      },
      put: {
        operationId: 'putPet',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: ref('NewPet') } },
        },
        responses: { 200: { content: { 'text/event-stream': { schema: ref('Event') } } } },
      },
    },
  },
  components: {
    schemas: {
      Named: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
      Pet: {
        allOf: [ref('Named'), { type: 'object', properties: { born: { format: 'date' } } }],
        properties: {
          owner: { anyOf: [ref('Person'), { type: 'null' }] },
          toys: { type: 'array', items: ref('Named') },
          friends: { type: 'object', additionalProperties: ref('Named') },
          anything: {},
        },
      },
      Person: {
        oneOf: [
          {
            type: 'object',
            required: ['kind', 'email'],
            properties: { kind: { const: 'human' }, email: { type: 'string' } },
          },
          {
            type: 'object',
            required: ['kind', 'watts'],
            properties: { kind: { const: 'robot' }, watts: { type: 'integer' } },
          },
        ],
      },
      NewPet: {
        type: 'object',
        additionalProperties: false,
        properties: { tags: { type: 'array', uniqueItems: true, items: { type: 'string' } } },
      },
      Event: {
        oneOf: [
          { type: 'object', required: ['type'], properties: { type: { const: 'born' } } },
          {
            type: 'object',
            required: ['type', 'of'],
            properties: { type: { const: 'died' }, of: { type: 'string' } },
          },
        ],
      },
    },
  },
}

const contract = createContract(document)

interface Answer {
  status?: number
  headers?: Record<string, string | undefined>
  body?: unknown
  path?: string
}

/** The faults of a response of `getPet`, as `where: expected, got`. */
function faultsOf({ status = 200, headers = {}, body, path = '/pets/1' }: Answer): string[] {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const all = Object.entries({
    'content-type': 'application/json; charset=utf-8',
    'x-age': '3',
    ...headers,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const { violations } = contract.conforms({
    request: { method: 'GET', url: `http://host${path}`, headers: new Headers(), body: '' },
    response: { status, headers: new Headers(all), body: text },
  })
  return violations.map(
    ({ pointer, expected, got }) => `${pointer}: ${expected}, ${JSON.stringify(got)}`,
  )
}

const pet = { name: 'Rex' }
const human = { kind: 'human', email: 'a@example.com' }

describe('a response that matches the document has no fault', () => {
  test.each<[string, object]>([
    ['with what is required', pet],
    ['with the properties of each member of a composition', { ...pet, born: '2020-02-29' }],
    ['with a branch of a union, and of a union in it', { ...pet, owner: human }],
    ['with null for another branch', { ...pet, owner: null }],
    ['with lists and maps', { ...pet, toys: [pet], friends: { Tom: pet } }],
    ['with any value if the document does not restrict it', { ...pet, anything: { at: ['all'] } }],
  ])('%s', (_, body) => {
    expect(faultsOf({ body })).toEqual([])
  })
})

describe('a response has a fault', () => {
  test.each<[string, Answer, string]>([
    [
      'for a property beside a composition',
      { body: { ...pet, age: 1 } },
      '/age: nothing; known are owner, toys, friends, anything, name, born, 1',
    ],
    [
      'for one inside a union',
      { body: { ...pet, owner: { ...human, watts: 1 } } },
      '/owner/watts: nothing; known are kind, email, watts, 1',
    ],
    [
      'for one in an item',
      { body: { ...pet, toys: [{ ...pet, age: 1 }] } },
      '/toys/0/age: nothing; known are name, 1',
    ],
    [
      'for one in a value of a map',
      { body: { ...pet, friends: { Tom: { ...pet, age: 1 } } } },
      '/friends/Tom/age: nothing; known are name, 1',
    ],
    [
      'for what is missing',
      { body: { born: '2020-02-29' } },
      '/name: string (required), undefined',
    ],
    [
      'for what is missing in the branch that it comes closest to',
      { body: { ...pet, owner: { kind: 'robot' } } },
      '/owner/watts: integer (required), undefined',
    ],
    ['for a wrong type', { body: { name: 1 } }, '/name: string, 1'],
    [
      'for a wrong format',
      { body: { ...pet, born: '2021-02-29' } },
      '/born: format date, "2021-02-29"',
    ],
    ['for a body that is not JSON', { body: '{' }, ': JSON, "{"'],
    ['for a missing header', { body: pet, headers: { 'x-age': '' } }, 'header/X-Age: integer, ""'],
    [
      'for a header out of bounds',
      { body: pet, headers: { 'x-age': '10' } },
      'header/X-Age: must be <= 9, 10',
    ],
    [
      'for another content type',
      { body: pet, headers: { 'content-type': 'text/html' } },
      'header/content-type: application/json, "text/html"',
    ],
    ['for a status that is not documented', { body: pet, status: 201 }, 'status: 200, 204, 201'],
    [
      'for a body where none is documented',
      { body: pet, status: 204 },
      'header/content-type: no body, "application/json; charset=utf-8"',
    ],
    [
      'for a request that it should have refused',
      { body: pet, path: '/pets/one' },
      'request path/petId: integer, or a 4xx, "one"',
    ],
    [
      'for a parameter that may not be empty',
      { body: pet, path: '/pets/1?after=&before=' },
      'request query/before: integer, or a 4xx, ""',
    ],
    [
      'for a query that is not documented',
      { body: pet, path: '/pets/1?a=1' },
      'request query/a: no such parameter, or a 4xx, "1"',
    ],
  ])('%s', (_, answer, fault) => {
    expect(faultsOf(answer)).toEqual([fault])
  })

  test('at the union itself if no branch is closer than another', () => {
    const [fault] = faultsOf({ body: { ...pet, owner: 1 } })
    expect(fault).toMatch(/^\/owner: /)
  })
})

test('a body of a request is checked, and the uniqueness of 100,000 items quickly', () => {
  const put = (body: unknown) =>
    contract.conforms({
      request: {
        method: 'PUT',
        url: 'http://host/pets/1',
        headers: new Headers({ 'content-type': 'application/json' }),
        body: JSON.stringify(body),
      },
      response: { status: 400, headers: new Headers(), body: '' },
    }).requestFaults
  const tags = Array.from({ length: 100_000 }, (_, index) => `t${index}`)
  expect(put({ tags })).toEqual([])
  expect(put({ tags: [...tags, 't5'] })).toMatchObject([{ pointer: '#/tags' }])
  expect(put({ tag: 'a' })).toMatchObject([{ pointer: '#/tag', got: 'a' }])
  expect(put(['a'])).toMatchObject([{ pointer: '#', expected: 'object' }])
})

describe('an event', () => {
  const faults = (event: string, data: string) =>
    contract
      .conformsEvent('putPet', { event, data, id: undefined })
      .map(({ pointer, expected }) => `${pointer}: ${expected}`)

  test('is checked against the schema of the stream, and its name against its type', () => {
    expect(faults('born', '{"type":"born"}')).toEqual([])
    expect(faults('died', '{"type":"died"}')).toEqual(['/of: string (required)'])
    expect(faults('born', '{"type":"born","at":1}')).toEqual(['/at: nothing; known are type, of'])
    expect(faults('born', '{')).toEqual([': JSON'])
    expect(faults('died', '{"type":"born"}')).toEqual([
      'event: exactly "born", the type of its data',
    ])
    expect(faults('lost', '{"type":"lost"}')).toEqual(['/type: exactly "born"'])
  })

  test('is parsed from a stream as in browsers', () => {
    const text =
      ': hello\n\nid: 7\n\nevent: born\ndata: {"a":\ndata: 1}\nid: 8\n\ndata:x\r\n\r\ndata: cut'
    expect(eventsOf(text)).toEqual([
      { event: 'born', data: '{"a":\n1}', id: '8' },
      { event: 'message', data: 'x', id: undefined },
      { event: 'message', data: 'cut', id: undefined },
    ])
    expect(eventsOf('data: \u2028a\u2029\n\n')).toMatchObject([{ data: '\u2028a\u2029' }])
  })
})

describe('a path that the document does not have', () => {
  const violations = (status: number, type: string, body: object) =>
    contract
      .conforms({
        request: {
          method: 'GET',
          url: 'http://host/pets/1/toys',
          headers: new Headers(),
          body: '',
        },
        response: {
          status,
          headers: new Headers({ 'content-type': type }),
          body: JSON.stringify(body),
        },
      })
      .violations.map(({ pointer, expected }) => `${pointer}: ${expected}`)

  test('is a 404 with a problem, even if the document has no schema for problems', () => {
    expect(violations(404, 'application/problem+json', { status: 404 })).toEqual([])
    expect(violations(404, 'application/problem+json', { status: 400 })).toEqual([
      '/status: exactly 404, as in the response',
    ])
    expect(violations(404, 'text/html', {})).toEqual([
      'header/content-type: application/problem+json',
    ])
    expect(violations(200, 'application/problem+json', { status: 200 })).toEqual([
      'status: 404 or 400',
    ])
  })
})
