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

const formType = 'multipart/form-data'
const isForm = (operation: Operation) => formType in (operation.requestBody?.content ?? {})

/** The example as the operation's body: in JSON, or as the form that a browser sends. */
function bodyOf(operation: Operation, example: unknown): string | FormData | undefined {
  if (example === undefined) return undefined
  if (!isForm(operation)) return JSON.stringify(example)
  const { file, ...fields } = example as Record<string, unknown>
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value))
  form.append('file', new Blob([file as string], { type: 'application/octet-stream' }), 'a-file')
  return form
}

/** Every operation with each named example of its request or, if it has no body, of its response. */
const examples = operations.flatMap(({ method, target, operation }) => {
  const answers = operation.responses['200']?.content?.['application/json']?.examples ?? {}
  const type = isForm(operation) ? formType : 'application/json'
  const bodies = operation.requestBody?.content[type]?.examples
  return Object.keys(bodies ?? answers).map((name) => ({
    id: operation.operationId,
    name,
    method,
    target,
    body: bodyOf(operation, exampleValue(bodies?.[name])),
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

test('every operation has examples in JSON, except files, which are bytes, and the stream, which Prism cannot write', () => {
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

test('the forms are those of uploads', () => {
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
