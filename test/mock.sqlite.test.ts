import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Player, setting } from '@openparley/conformance'
import { checkedMockFetch } from '@openparley/test-kit/exchange'
import { openApp, playAll, playerOf, uncheckedPlayerOf } from '@openparley/test-kit/player'
import { root, startProgram } from '@openparley/test-kit/program'
import { testServer } from '@openparley/test-kit/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf, examples, exampleValue, isForm, operations } from './mock/examples.ts'
import { type Probe, probes } from './mock/probes.ts'

// In one file, because the mock takes seconds to start.

/** Registered with the file, because a hook or a test would register it too late to end a program. */
const ends: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const end of ends) await end()
})

let baseUrl: string

beforeAll(async () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const command = scripts.mock.replace('--port 4010', '--port 0')
  expect(command, 'the script runs on port 4010').not.toBe(scripts.mock)
  const mock = startProgram(command, { onEnd: (end) => ends.push(end) })
  const [, url = ''] = await mock.printed(/Prism is listening on (\S+)/)
  baseUrl = url
})

const request = (
  method: string,
  target: string,
  body?: string | FormData,
  headers: Record<string, string> = {},
) =>
  new Request(baseUrl + target, {
    method,
    headers: {
      authorization: 'Bearer any',
      // The type of a form has the boundary that the request chooses.
      ...(typeof body === 'string' && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  })

test('every operation has examples in JSON, except for files, which are bytes, and for the stream, which Prism cannot write', () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  const mocked = new Set(examples.map(({ id }) => id))
  expect(ids.filter((id) => !mocked.has(id))).toEqual(['getFile', 'streamEvents'])
})

const files = operations.flatMap(({ method, target, operation }) =>
  operation.operationId === 'getFile'
    ? Object.entries(operation.responses['200']?.content ?? {}).map(([accept, media]) => {
        const bytes = Object.values(media.examples ?? {}).map(exampleValue)
        return { method, target, accept, bytes }
      })
    : [],
)

test.each(files)('getFile returns the bytes of the example of $accept', async (file) => {
  const { method, target, accept, bytes } = file
  const response = await checkedMockFetch(request(method, target, undefined, { accept }))
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe(accept)
  expect(bytes).toEqual([await response.text()])
})

test('a file has an example for each of its media types', () => {
  expect(files.map(({ accept }) => accept)).toEqual([
    'application/octet-stream',
    'image/*',
    'video/*',
    'audio/*',
  ])
})

test.each(examples)(
  '$id returns the example $name',
  async ({ name, method, target, body, answer }) => {
    const response = await checkedMockFetch(
      request(method, target, body, { prefer: `example=${name}` }),
    )
    expect(response.status).toBe(200)
    expect(answer).toBeDefined()
    expect(await response.json()).toEqual(answer)
  },
)

test.each(examples)('$id returns an example for the request $name', async (example) => {
  const { id, method, target, body } = example
  const response = await checkedMockFetch(request(method, target, body))
  expect(response.status).toBe(200)
  const answers = examples.filter((other) => other.id === id).map(({ answer }) => answer)
  expect(answers).toContainEqual(await response.json())
})

const secured = operations.filter(({ operation }) => operation.security.length > 0)

test.each(secured)('$operation.operationId without a token is a 401', async (one) => {
  const body = examples.find(({ id }) => id === one.operation.operationId)?.body
  const unauthorized = request(one.method, one.target, body)
  unauthorized.headers.delete('authorization')
  const response = await fetch(unauthorized)
  expect(response.status).toBe(401)
  expect(response.headers.get('content-type')).toMatch(/problem\+json/)
  expect(await response.json()).toMatchObject({ status: 401, title: expect.any(String) })
})

const withBody = operations.filter(({ operation }) => operation.requestBody)
const withJson = withBody.filter(({ operation }) => !isForm(operation))
const withForm = withBody.filter(({ operation }) => isForm(operation))

describe.each(withJson)('$operation.operationId returns 400', ({ method, target }) => {
  test.each([
    ['a body with another shape', '"text"'],
    ['a body with unknown properties', '{"colour":"red"}'],
    ['malformed JSON', '{"name":'],
  ])('to %s', async (_, body) => {
    // Only the status is compared: for malformed JSON, Prism returns a body of its own.
    const response = await fetch(request(method, target, body))
    expect(response.status).toBe(400)
  })
})

test('the forms are the same as for uploads', () => {
  expect(withForm.map(({ operation }) => operation.operationId)).toEqual([
    'uploadFile',
    'uploadOwnFile',
  ])
})

describe.each(withForm)('$operation.operationId', ({ method, target, operation }) => {
  test.each([
    ['another shape', '"text"'],
    ['unknown properties', '{"colour":"red"}'],
  ])('returns 415 to JSON with %s, as it takes a form', async (_, body) => {
    const response = await checkedMockFetch(request(method, target, body))
    expect(response.status).toBe(415)
  })

  test('returns 400 to malformed JSON, which Prism refuses before it reads the document', async () => {
    const response = await fetch(request(method, target, '{"name":'))
    expect(response.status).toBe(400)
  })

  const form = (fields: Record<string, unknown>) => bodyOf(operation, { file: 'text', ...fields })

  test('returns 400 to a form without a file', async () => {
    const body = new FormData()
    body.append('filename', 'receipt.txt')
    const response = await checkedMockFetch(request(method, target, body))
    expect(response.status).toBe(400)
  })

  test.each([
    ['a width', { width: 1920 }, { width: 'wide' }],
    ['a duration', { duration: 12.5 }, { duration: 'long' }],
    ['a flag', { voice: true }, { voice: 'loud' }],
  ])('returns 200 to a form with %s, and 400 if it has another type', async (_, fields, wrong) => {
    const accepted = await checkedMockFetch(request(method, target, form(fields)))
    expect(accepted.status).toBe(200)
    const refused = await checkedMockFetch(request(method, target, form(wrong)))
    expect(refused.status).toBe(400)
  })

  test('returns 400 to a form that ends too early', async () => {
    const whole = request(method, target, form({}))
    const cut = (await whole.clone().text()).slice(0, -10)
    const response = await checkedMockFetch(new Request(whole, { body: cut }))
    expect(response.status).toBe(400)
  })

  test('returns 200 to a form with an unknown field, which Prism ignores', async () => {
    const response = await fetch(request(method, target, form({ colour: 'red' })))
    expect(response.status).toBe(200)
  })
})

/** The status, and whether the response is as documented. */
async function answerOf(player: Player, { operation, call }: Probe): Promise<string> {
  const { exchange, violations } = await player.send(operation, call)
  // The status already shows that the request was accepted.
  const ownShape = violations.some(({ pointer }) => !pointer.startsWith('request'))
  return `${exchange.response.status}${ownShape ? ', in another format' : ''}`
}

/** The rows of the table in the docs. */
function documented(): Map<string, string> {
  const text = readFileSync(join(root, 'docs/mock-parity.md'), 'utf8')
  const rows = [...text.matchAll(/^\| (.+?) \| (\d+) \| (\d+.*?) \| (.+?) \|$/gm)]
  return new Map(
    rows.map(([, name, server, mock, reason = '']) => [`${name}: ${server}, mock ${mock}`, reason]),
  )
}

test('the mock returns the same as the server, except for the documented differences', async () => {
  const server = playerOf(await testServer({ apps: [openApp] }))
  await playAll(server, setting)
  const { id: appId, secretKey } = openApp
  const prism = uncheckedPlayerOf({ baseUrl, appId, secretKey })
  const differences = new Map<string, string[]>()
  let same = 0
  for (const probe of probes) {
    const [own, mocked] = await Promise.all([answerOf(server, probe), answerOf(prism, probe)])
    const key = `${probe.name}: ${own}, mock ${mocked}`
    if (own === mocked) same += 1
    else differences.set(key, [...(differences.get(key) ?? []), probe.operation.id])
  }
  const listed = documented()
  const unlisted = [...differences].filter(([key]) => !listed.has(key))
  expect(unlisted).toEqual([])
  expect([...listed.keys()].filter((key) => !differences.has(key))).toEqual([])
  expect(same).toBeGreaterThan(150)
  // Hundreds of requests to each.
}, 300_000)
