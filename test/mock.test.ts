import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkedMockFetch } from '@openparley/test-kit/exchange'
import { root, startProgram } from '@openparley/test-kit/program'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** Registered with the file: what a hook or a test registers runs too late to end a program. */
const ends: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const end of ends) await end()
})

interface MediaType {
  examples?: Record<string, { value?: unknown; $ref?: string }>
}
interface Operation {
  operationId: string
  security: object[]
  parameters?: { $ref: string }[]
  requestBody?: { required?: boolean; content: Record<string, MediaType> }
  responses: Record<string, { content?: Record<string, MediaType> }>
}
interface Parameter {
  name: string
  in: string
  example: string
}

const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'))
const document = read('generated/openapi.json')
const script: string = read('package.json').scripts.mock

const component = (ref: string) =>
  ref
    .split('/')
    .slice(1)
    .reduce((node, key) => node[key], document)

const exampleValue = (example: { value?: unknown; $ref?: string } | undefined): unknown =>
  example?.$ref ? component(example.$ref).value : example?.value

const methods = ['get', 'put', 'post', 'patch', 'delete']

/** Every operation, with the examples of its path parameters in its path. */
const operations = Object.entries<Record<string, Operation> & { parameters?: { $ref: string }[] }>(
  document.paths,
).flatMap(([path, item]) => {
  const parameters: Parameter[] = (item.parameters ?? []).map(({ $ref }) => component($ref))
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(parameters.find((parameter) => parameter.name === name)?.example ?? ''),
  )
  return methods
    .filter((method) => item[method])
    .map((method) => ({
      method: method.toUpperCase(),
      target,
      operation: item[method] as Operation,
    }))
})

/** Every operation with each named example of its request or, if it has no body, of its response. */
const examples = operations.flatMap(({ method, target, operation }) => {
  const answers = operation.responses['200']?.content?.['application/json']?.examples ?? {}
  const bodies = operation.requestBody?.content['application/json']?.examples
  return Object.keys(bodies ?? answers).map((name) => ({
    id: operation.operationId,
    name,
    method,
    target,
    body: exampleValue(bodies?.[name]),
    answer: exampleValue(answers[name]),
  }))
})

let baseUrl: string

beforeAll(async () => {
  const command = script.replace('--port 4010', '--port 0')
  expect(command, 'the script runs on port 4010').not.toBe(script)
  const mock = startProgram(command, { onEnd: (end) => ends.push(end) })
  const [, url = ''] = await mock.printed(/Prism is listening on (\S+)/)
  baseUrl = url
})

const request = (
  method: string,
  target: string,
  body?: string,
  headers: Record<string, string> = {},
) =>
  new Request(baseUrl + target, {
    method,
    headers: {
      authorization: 'Bearer any',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  })

test('every operation has examples in JSON, except the stream, which Prism cannot write', () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  const mocked = new Set(examples.map(({ id }) => id))
  expect(ids.filter((id) => !mocked.has(id))).toEqual(['streamEvents'])
})

test.each(examples)(
  '$id returns the example $name',
  async ({ name, method, target, body, answer }) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const response = await checkedMockFetch(
      request(method, target, text, { prefer: `example=${name}` }),
    )
    expect(response.status).toBe(200)
    expect(answer).toBeDefined()
    expect(await response.json()).toEqual(answer)
  },
)

test.each(examples)('$id returns an example for the request $name', async (example) => {
  const { id, method, target, body } = example
  const text = body === undefined ? undefined : JSON.stringify(body)
  const response = await checkedMockFetch(request(method, target, text))
  expect(response.status).toBe(200)
  const answers = examples.filter((other) => other.id === id).map(({ answer }) => answer)
  expect(answers).toContainEqual(await response.json())
})

const secured = operations.filter(({ operation }) => operation.security.length > 0)

test.each(secured)('$operation.operationId without a token is a 401', async (one) => {
  const body = examples.find(({ id }) => id === one.operation.operationId)?.body
  const response = await fetch(baseUrl + one.target, {
    method: one.method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  })
  expect(response.status).toBe(401)
  expect(response.headers.get('content-type')).toMatch(/problem\+json/)
  expect(await response.json()).toMatchObject({ status: 401, title: expect.any(String) })
})

const withBody = operations.filter(({ operation }) => operation.requestBody)

describe.each(withBody)('$operation.operationId returns 400', ({ method, target }) => {
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
