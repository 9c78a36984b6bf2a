import { readFileSync } from 'node:fs'
import { request as openRequest } from 'node:http'
import { join } from 'node:path'
import { onFileFinished } from '@openparley/test-kit/file-end'
import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { createContract, type OpenApiDocument, type ReceiveOptions, receive } from '../src/index.ts'

const secret = `whsec_${Buffer.from('a secret of 24 characters').toString('base64')}`
const header = (name: string, pattern: string) => ({
  name,
  in: 'header',
  required: true,
  schema: { type: 'string', pattern },
})

/** Webhooks as documents describe them: by reference or in place, for a status or for classes of statuses. */
const document: OpenApiDocument = {
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        responses: { '2XX': { content: { 'application/json': { schema: { type: 'array' } } } } },
      },
    },
  },
  webhooks: {
    'pet.born': { $ref: '#/components/pathItems/Born' },
    'pet.died': {
      post: {
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { required: ['type'], properties: { type: { const: 'pet.died' } } },
            },
          },
        },
        responses: { default: {} },
      },
    },
  },
  components: {
    pathItems: {
      Born: {
        post: {
          operationId: 'receivePetBorn',
          parameters: [header('webhook-id', '^evt_'), header('webhook-signature', '^v1,')],
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Born' } } },
          },
          responses: { '2XX': {}, '410': {} },
        },
      },
    },
    schemas: {
      Born: {
        type: 'object',
        required: ['type', 'pet', 'age'],
        properties: {
          type: { const: 'pet.born' },
          pet: { type: 'string' },
          age: { type: 'integer' },
        },
      },
    },
  },
}
const contract = createContract(document)

interface Sent {
  body?: unknown
  headers?: Record<string, string>
  method?: string
  id?: string
}

const born = (pet = 'Rex', age = 1) => ({ type: 'pet.born', pet, age })

/** Signs the body as a sender would. */
function signedHeaders(body: string, id: string): Record<string, string> {
  const now = new Date()
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  }
}

/** Sends a delivery. Returns the status of its reply, or undefined if there is none. */
function send(
  url: string,
  { body = born(), headers, method = 'POST', id = 'evt_1' }: Sent = {},
  signal?: AbortSignal,
): Promise<number | undefined> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const all = { ...signedHeaders(text, id), ...headers }
  return new Promise((resolve) => {
    openRequest(url, { method, headers: all, ...(signal && { signal }) }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', () => resolve(undefined))
      .end(text)
  })
}

const verify: ReceiveOptions['verify'] = (rawBody, headers) =>
  new Webhook(secret).verify(Buffer.from(rawBody), Object.fromEntries(headers), {
    jsonParse: false,
  })

const orderOf: ReceiveOptions['orderOf'] = ({ value }) => {
  const { pet: key, age: place } = value as ReturnType<typeof born>
  return { key, place }
}

async function receiver(options: ReceiveOptions = {}) {
  const started = await receive(contract, { verify, ...options })
  onTestFinished(() => started.close())
  const faults = () => started.violations.map(({ pointer, expected }) => `${pointer}: ${expected}`)
  const sent = (given?: Sent) => send(started.url, given)
  return { ...started, started, faults, sent }
}

describe('a delivery', () => {
  let shared: Awaited<ReturnType<typeof receive>>
  beforeEach(async () => {
    if (shared) return
    shared = await receive(contract, { verify })
    onFileFinished(() => shared.close())
  })

  /** The faults of one delivery. */
  async function faultsOf(given: Sent): Promise<string[]> {
    const before = shared.deliveries.length
    expect(await send(shared.url, given)).toBe(204)
    const found = shared.deliveries.slice(before).flatMap(({ violations }) => violations)
    return found.map(({ pointer, expected }) => `${pointer}: ${expected}`)
  }

  test('that is as documented has no violation', async () => {
    expect(await faultsOf({})).toEqual([])
    expect(await faultsOf({ body: { type: 'pet.died' } })).toEqual([
      'id: another id than that of {"type":"pet.born","pet":"Rex","age":1}',
    ])
    expect(await faultsOf({ body: { type: 'pet.died' }, id: 'evt_died' })).toEqual([])
    expect(shared.deliveries.at(-1)).toMatchObject({
      event: 'pet.died',
      id: 'evt_died',
      value: { type: 'pet.died' },
      status: 204,
    })
  })

  test.each<[string, Sent, string | RegExp]>([
    ['an undocumented property', { body: { ...born(), at: 1 } }, /^#\/at: nothing; known are/],
    ['a missing property', { body: { type: 'pet.born', pet: 'Rex' } }, '#/age: integer (required)'],
    ['a wrong type', { body: { ...born(), age: '1' } }, '#/age: integer'],
    ['an unknown event', { body: { type: 'pet.lost' } }, /^event: an event .* pet.born, pet.died$/],
    ['no event', { body: '[]' }, /^event: /],
    ['a body that is not JSON', { body: '{' }, /^event: /],
    ['no body', { body: '' }, /^event: /],
    ['another method', { method: 'PUT' }, 'method: POST'],
    [
      'another content type',
      { headers: { 'content-type': 'text/plain' } },
      'header/content-type: application/json',
    ],
    ['a header of another form', { id: 'msg_1' }, 'header/webhook-id: pattern ^evt_'],
  ])('with %s has only that violation', async (_, given, fault) => {
    const id = `evt_${Math.random().toString(36).slice(2)}`
    expect(await faultsOf({ id, ...given })).toEqual([
      typeof fault === 'string' ? fault : expect.stringMatching(fault),
    ])
  })

  test('without a documented header, or with a wrong signature, has these violations', async () => {
    const wrong = { 'webhook-signature': new Webhook(secret).sign('evt_1', new Date(), 'other') }
    expect(await faultsOf({ headers: wrong })).toEqual([
      'signature: a signature that can be verified',
    ])
    const { 'webhook-signature': _, ...unsigned } = signedHeaders('', 'evt_1')
    await send(shared.url, { headers: { ...unsigned, 'webhook-signature': '' } })
    expect(shared.deliveries.at(-1)?.violations.map(({ pointer }) => pointer)).toEqual([
      'header/webhook-signature',
      'signature',
    ])
  })

  test('is rendered with the operation and the part of the document', async () => {
    await send(shared.url, { body: { ...born(), age: null } })
    expect(contract.rendered(shared.deliveries.at(-1)?.violations.slice(0, 1) ?? [])).toBe(
      [
        'receivePetBorn differs from the document',
        '  at #/age',
        '    - expected integer  (#/components/schemas/Born/properties/age)',
        '    + got      null',
      ].join('\n'),
    )
  })
})

describe('the reply', () => {
  test('is a status, or what a function returns for each delivery', async () => {
    const { sent, reply } = await receiver({ reply: 500 })
    expect(await sent()).toBe(500)
    reply(410)
    expect(await sent()).toBe(410)
    reply(({ event }) => ({ status: event === 'pet.born' ? 429 : 200, delay: 1 }))
    expect(await sent()).toBe(429)
  })

  test('can be none: the connection is closed, and the delivery has no status', async () => {
    const { sent, first } = await receiver({ reply: { hangUp: true } })
    expect(await sent()).toBeUndefined()
    expect(await first(() => true)).toMatchObject({ event: 'pet.born', status: undefined })
  })

  test('does not count as accepted if the sender no longer waits for it', async () => {
    const { url, started, first, reply } = await receiver({ reply: { delay: 60_000 } })
    const cut = new AbortController()
    started.reply(() => {
      queueMicrotask(() => cut.abort())
      return { delay: 60_000 }
    })
    await send(url, {}, cut.signal)
    await first(({ status }) => status === undefined)
    expect(started.unaccepted).toEqual(['evt_1'])
    reply(204)
    await send(url)
    await first(({ status }) => status === 204)
    expect(started.unaccepted).toEqual([])
  })

  test('a function that throws ends the waiting with its error', async () => {
    const { sent, first } = await receiver({
      reply: () => {
        throw new Error('a defect')
      },
    })
    const waiting = expect(first(() => false)).rejects.toThrow('a defect')
    expect(await sent()).toBeUndefined()
    await waiting
  })
})

describe('the order of one key', () => {
  test('is kept by a sender that repeats an event until it is accepted, and by repeats of accepted events', async () => {
    const { sent, reply, started, faults } = await receiver({ orderOf })
    reply(503)
    await sent({ body: born('Rex', 1), id: 'evt_1' })
    reply(204)
    for (const age of [1, 2, 1, 2, 3]) await sent({ body: born('Rex', age), id: `evt_${age}` })
    await sent({ body: born('Fido', 1), id: 'evt_fido' })
    expect(faults()).toEqual([])
    expect(started.unaccepted).toEqual([])
  })

  test('is broken by an event that is accepted after a later one', async () => {
    const { sent, reply, faults } = await receiver({ orderOf })
    reply(503)
    await sent({ body: born('Rex', 1), id: 'evt_1' })
    reply(204)
    await sent({ body: born('Rex', 2), id: 'evt_2' })
    await sent({ body: born('Rex', 1), id: 'evt_1' })
    expect(faults()).toEqual(['order: it before evt_2, of the same key Rex'])
  })

  test('is broken by an event that is sent before the reply to the previous event', async () => {
    const { url, reply, faults } = await receiver({ orderOf })
    const arrivals: (() => void)[] = []
    reply(
      () =>
        new Promise((resolve) => {
          arrivals.push(() => resolve(204))
          if (arrivals.length === 3) for (const answer of arrivals) answer()
        }),
    )
    await Promise.all([
      send(url, { body: born('Rex', 1), id: 'evt_1' }),
      send(url, { body: born('Rex', 2), id: 'evt_2' }),
      send(url, { body: born('Fido', 1), id: 'evt_fido' }),
    ])
    expect(faults()).toEqual([
      expect.stringMatching(/^order: the reply to evt_[12] first, of the same key Rex$/),
    ])
  })
})

test('a webhook can be found by a header', async () => {
  const { sent, faults, deliveries } = await receiver({
    verify: () => true,
    eventOf: ({ headers }) => headers.get('x-event') ?? undefined,
    idOf: ({ request }) => request.headers.get('x-id') ?? undefined,
  })
  await sent({ headers: { 'x-event': 'pet.born', 'x-id': '7' } })
  expect(faults()).toEqual([])
  expect(deliveries[0]).toMatchObject({ event: 'pet.born', id: '7' })
})

test('it listens on a free port, or says that it cannot', async () => {
  const { url } = await receiver({ url: 'https://tunnel.example/hook' })
  expect(url).toBe('https://tunnel.example/hook')
  const { url: own } = await receiver()
  const port = Number(new URL(own).port)
  await expect(receive(contract, { port })).rejects.toThrow('EADDRINUSE')
})

test('waiting for a delivery ends with the receiver', async () => {
  const { first, close } = await receiver()
  const waiting = expect(first(() => true)).rejects.toThrow('The receiver is closed.')
  await close()
  await waiting
  await expect(first(() => true)).rejects.toThrow('The receiver is closed.')
})

test('a response is documented by the class of its status', () => {
  const faults = (status: number, body: string) =>
    contract
      .conforms({
        request: { method: 'GET', url: 'http://host/pets', headers: new Headers(), body: '' },
        response: {
          status,
          headers: new Headers({ 'content-type': 'application/json' }),
          body,
        },
      })
      .violations.map(({ expected }) => expected)
  expect(faults(206, '[]')).toEqual([])
  expect(faults(206, '{}')).toEqual(['array'])
  expect(faults(304, '[]')).toEqual(['2XX'])
})

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor

test('the example of its docstring prints the difference', async () => {
  const source = readFileSync(join(import.meta.dirname, '../src/receive.ts'), 'utf8')
  const [, example = ''] = / \* @example\n(.*?)\n \*\//s.exec(source) ?? []
  const code = example.replaceAll(/^ \* ?/gm, '').replace(/^import .*\n/, '')
  const printed: string[] = []
  const given = {
    createContract,
    receive,
    readFile: async () => JSON.stringify(document),
    fetch: globalThis.fetch,
    console: { log: (text: string) => printed.push(text) },
  }
  await new AsyncFunction(...Object.keys(given), code)(...Object.values(given))
  expect(printed.join()).toContain('receivePetBorn differs from the document')
})
