import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import {
  changed,
  isSchema,
  type Schema,
  withSchemas,
} from '../scripts/clients-projection/schemas.ts'

const generated = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../generated', name), 'utf8'))
const source = generated('openapi.json')
const projected = generated('openapi.clients.json')

/** Reads 3.0 as generators do: `nullable` adds null, also beside a reference. */
const withNull = ({ nullable, ...schema }: Schema): Schema =>
  nullable ? { anyOf: [schema, { type: 'null' }] } : schema

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema({
  $id: 'projected',
  ...withSchemas(projected, (schema) => {
    const { discriminator: _, ...plain } = withNull(schema)
    return plain
  }),
})

const faultsOf = (pointer: string, value: unknown) => {
  const fragment = pointer
    .split('/')
    .map((step) => encodeURIComponent(step))
    .join('/')
  const validate = ajv.compile({ $ref: `projected#${fragment}` })
  return validate(value) ? [] : validate.errors
}

const step = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

/**
 * The places with a schema, each with its examples in the source. Before 3.1, there were no webhooks, and the
 * projection has only their schemas. So the body of a webhook is found at the schema that it refers to.
 */
function* examplesIn(value: unknown, pointer: string): Generator<[string, unknown[]]> {
  if (!isSchema(value)) {
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) yield* examplesIn(item, `${pointer}/${index}`)
    return
  }
  const { schema, example, examples } = value
  if (isSchema(schema) && !pointer.endsWith('/properties')) {
    const named = Object.values(isSchema(examples) ? examples : {}).map((one) => {
      const { $ref, ...own } = one as { $ref?: string; value?: unknown }
      return $ref ? source.components.examples[$ref.split('/').at(-1) ?? ''].value : own.value
    })
    const place = pointer.startsWith('/webhooks/')
      ? String(schema.$ref).slice(1)
      : `${pointer}/schema`
    yield [place, [...(example === undefined ? [] : [example]), ...named]]
  }
  for (const [key, part] of Object.entries(value))
    if (!['example', 'examples', 'schema', 'schemas'].includes(key))
      yield* examplesIn(part, `${pointer}/${step(key)}`)
}

test('every example of the document is valid in the projection', () => {
  const places = [...examplesIn(source, '')]
  expect(places.flatMap(([, values]) => values).length).toBeGreaterThan(100)
  const delivered = [...examplesIn(source.webhooks, '/webhooks')]
  expect(delivered.filter(([, values]) => values.length > 0)).toHaveLength(
    Object.keys(source.webhooks).length,
  )
  expect(projected).not.toHaveProperty('webhooks')
  for (const [pointer, values] of places)
    for (const value of values)
      expect({ pointer, value, faults: faultsOf(pointer, value) }).toMatchObject({ faults: [] })
})

test('every example of a schema is valid in the projection', () => {
  for (const [name, schema] of Object.entries<Schema>(source.components.schemas)) {
    if (!(name in projected.components.schemas) || !Array.isArray(schema.examples)) continue
    const [plain, ...others] = schema.examples
    // Further examples of a schema that accepts older forms show those.
    for (const value of 'x-also-accepted' in schema ? [plain] : [plain, ...others])
      expect({ name, faults: faultsOf(`/components/schemas/${name}`, value) }).toMatchObject({
        faults: [],
      })
  }
})

test('the projection has every operation, with its parameters, bodies and statuses', () => {
  const outline = (document: typeof source) =>
    Object.entries<Schema>(document.paths).map(([path, item]) => [
      path,
      Object.entries<Schema>(item as Record<string, Schema>).map(([method, operation]) => [
        method,
        operation.operationId,
        operation.parameters,
        Object.keys((operation.requestBody as { content?: object })?.content ?? {}),
        Object.keys((operation.responses as object) ?? {}),
      ]),
    ])
  expect(outline(projected)).toEqual(outline(source))
  expect(projected.openapi).toBe('3.0.3')
})

test('there is one bearer scheme, and each operation says which token it takes', () => {
  expect(projected.components.securitySchemes).toEqual({
    token: expect.objectContaining({ type: 'http', scheme: 'bearer' }),
  })
  const { get: user } = projected.paths['/v1/{appId}/users/{userId}']
  expect(user.security).toEqual([{ token: [] }])
  expect(user.description).toMatch(/Takes the secret key or an app token\.$/)
  const { get: stream } = projected.paths['/v1/{appId}/realtime/events']
  expect(stream.description).toMatch(/Takes a user token\.$/)
  expect(projected.paths['/health'].get.security).toEqual([])
})

test('a scalar is inlined, and null is `nullable`', () => {
  const { Message, Id, UserId } = projected.components.schemas
  expect([Id, UserId]).toEqual([undefined, undefined])
  expect(Message.properties.senderId).toMatchObject({ type: 'string', nullable: true })
  expect(Message.properties.conversationId).toMatchObject({
    type: 'string',
    description: 'The conversation in which the message was sent.',
  })
})

test('a form that only older clients send is left out', () => {
  const { Contacts, ConversationPatch, CustomPatch, SystemMessageToSend } =
    projected.components.schemas
  expect(Contacts).toMatchObject({ type: 'array', nullable: true, items: { type: 'string' } })
  expect(Contacts.items).not.toHaveProperty('nullable')
  expect(CustomPatch).toMatchObject({ type: 'object', nullable: true })
  expect(CustomPatch).not.toHaveProperty('maxItems')
  expect(ConversationPatch.properties.participants).toMatchObject({ type: 'array' })
  expect(SystemMessageToSend.properties).not.toHaveProperty('sender')
  const { put } = projected.paths['/v1/{appId}/conversations/{conversationId}']
  expect(put.requestBody.content['application/json'].schema).toEqual({
    $ref: '#/components/schemas/ConversationPatch',
  })
})

test('a schema is changed from the inside out', () => {
  const order: unknown[] = []
  changed({ title: 'outer', properties: { schema: { title: 'inner' } } }, (schema) => {
    order.push(schema.title)
    return schema
  })
  expect(order).toEqual(['inner', 'outer'])
})
