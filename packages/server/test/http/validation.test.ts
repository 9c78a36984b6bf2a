import { examplesOf, resolve, valueSchema } from '@openparley/contract/internal/document'
import { schemasUnder } from '@openparley/contract/internal/walk'
import { contract } from '@openparley/test-kit/contract'
import { expect, test } from 'vitest'
import { loadDocument } from '../../src/compose/document.ts'
import { allOperations } from '../../src/http/operation.ts'
import { createValidation } from '../../src/http/validation/validation.ts'

const validation = createValidation(loadDocument)

const operation = (name: string) => {
  const [, found] = allOperations.find(([id]) => id === name) ?? []
  if (!found) throw new Error(`There is no operation ${name}`)
  return found
}

const frozen = <T extends object>(value: T) => Object.freeze(value) as T & Record<string, unknown>

test('returns the converted parameters by their documented names, and does not change the request', async () => {
  const validate = validation(operation('listUserConversations'))
  const request = {
    params: frozen({ appId: 'shop', userId: 'alice' }),
    query: frozen({ limit: '5', unreadsOnly: 'true', filter: '{"custom":{"a":"exists"}}' }),
    headers: frozen({ 'talkjs-rest-version': '2024-01-01', accept: '*/*' }),
  }
  expect(await validate(frozen(request), 'refuse')).toEqual({
    path: { appId: 'shop', userId: 'alice' },
    query: { limit: 5, unreadsOnly: true, filter: { custom: { a: 'exists' } } },
    header: { 'TalkJS-REST-Version': '2024-01-01' },
    body: undefined,
    faults: [],
  })
})

test('names the part of the request for each fault', async () => {
  const validate = validation(operation('putUser'))
  const { faults } = await validate(
    {
      params: { appId: 'shop', userId: '..' },
      query: { limti: '5' },
      headers: { 'talkjs-rest-version': '1999-01-01' },
      body: { email: [1], appId: 'a property that is named like a parameter' },
    },
    'refuse',
  )
  expect(faults.map(({ in: location, field }) => [location, ...field])).toEqual([
    ['path', 'userId'],
    ['query', 'limti'],
    ['header', 'TalkJS-REST-Version'],
    ['body', 'appId'],
    ['body', 'email', '0'],
  ])
})

/** The value with an unknown property in each of its objects, one at a time, and the way to that property. */
function* withUnknown(value: unknown, way: string[] = []): Generator<[unknown, string[]]> {
  if (value === null || typeof value !== 'object') return
  if (!Array.isArray(value)) yield [{ ...value, unknown: 1 }, [...way, 'unknown']]
  for (const [key, part] of Object.entries(value))
    for (const [inside, at] of withUnknown(part, [...way, key])) {
      const copy = structuredClone(value) as Record<string, unknown>
      copy[key] = inside
      yield [copy, at]
    }
}

const bodies = contract.operations.flatMap(({ id, body }) =>
  examplesOf(contract.document, body?.object.content['application/json']).map(({ key, value }) => ({
    id,
    key,
    value,
  })),
)

test.each(bodies)(
  'ignoring unknown fields in $id $key keeps everything that is documented',
  async ({ id, value }) => {
    const { parameters: _, ...rest } = operation(id)
    const validate = validation({ ...rest, parameters: [] })
    const read = async (body: unknown, unknownFields: 'refuse' | 'ignore') => {
      const { body: kept, faults } = await validate(
        { params: {}, query: {}, headers: {}, body },
        unknownFields,
      )
      return { body: kept, faults }
    }
    expect(await read(value, 'ignore')).toEqual({ body: value, faults: [] })
    for (const [more, way] of withUnknown(value)) {
      const { faults } = await read(more, 'refuse')
      const [fault] = faults
      // In a map, such as custom data, the property is an ordinary key.
      if (fault?.why !== 'Unknown property.') continue
      expect(fault.field).toEqual(way)
      expect(await read(more, 'ignore')).toEqual({ body: value, faults: [] })
    }
  },
)

test('as many unknown properties as a body can have are ignored quickly', async () => {
  const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`unknown${n}`, n]))
  const request = {
    params: { appId: 'shop', userId: 'alice' },
    query: {},
    headers: {},
    body: { name: 'Alice', ...many },
  }
  expect(await validation(operation('putUser'))(request, 'ignore')).toMatchObject({
    faults: [],
    body: { name: 'Alice' },
  })
})

test('no union in a request has two kinds of objects without a tag, as each kind would have fields that the other does not know', () => {
  const { document } = contract
  const roots = contract.operations.flatMap(({ parameters, body }) => [
    ...parameters.map((parameter) => valueSchema(document, parameter).pointer),
    ...(body ? [`${body.pointer}/content/application~1json/schema`] : []),
  ])
  const schemas = schemasUnder(document, roots)
  expect(schemas.size).toBeGreaterThan(50)
  for (const [pointer, schema] of schemas)
    for (const keyword of ['anyOf', 'oneOf']) {
      const branches = Array.isArray(schema[keyword]) ? [...schema[keyword].keys()] : []
      const objects = branches.filter((index) => {
        const { object } = resolve<Record<string, unknown>>(
          document,
          `${pointer}/${keyword}/${index}`,
        )
        return [object.type].flat().includes('object') || 'properties' in object
      })
      if (!('discriminator' in schema)) expect(objects.length, pointer).toBeLessThan(2)
    }
})
