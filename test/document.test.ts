import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import plugin from '../scripts/redocly/plugin.ts'

const generated = (name: string) =>
  readFileSync(join(import.meta.dirname, '../generated', name), 'utf8')
const document = JSON.parse(generated('openapi.json'))

test('readers of YAML 1.1 and 1.2 read the same document as readers of JSON', () => {
  for (const version of ['1.1', '1.2'] as const)
    expect(parse(generated('openapi.yaml'), { version })).toEqual(document)
})

test('the ids of users, conversations and apps follow one rule', () => {
  const { AppId, ConversationId, UserId } = document.components.schemas
  const rule = ({ description: _, examples: __, ...rest }: Record<string, unknown>) => rest
  expect(rule(ConversationId)).toEqual(rule(UserId))
  expect(rule(AppId)).toEqual(rule(UserId))
})

type Described = {
  properties?: object
  additionalProperties?: unknown
  allOf?: Described[]
  $ref?: string
}

// Four equal properties may be a coincidence; more should be a shared base. Requests are closed, so they cannot share one.
test('no two responses repeat more than four properties of each other', () => {
  const own = ({ properties = {}, allOf = [] }: Described): [string, unknown][] => [
    ...Object.entries(properties),
    ...allOf.flatMap((part) => ('$ref' in part ? [] : own(part))),
  ]
  const outputs = Object.entries<Described>(document.components.schemas).filter(
    ([, { additionalProperties }]) => additionalProperties !== false,
  )
  const repeats = outputs.flatMap(([name, schema], index) =>
    outputs.slice(index + 1).flatMap(([other, another]) => {
      const text = new Set(own(another).map((property) => JSON.stringify(property)))
      const shared = own(schema).filter((property) => text.has(JSON.stringify(property)))
      return shared.length > 4 ? [`${name} and ${other}: ${shared.map(([key]) => key)}`] : []
    }),
  )
  expect(repeats).toEqual([])
})

/** The findings of the rule in the components. */
async function findings(rule: string, components: object): Promise<string[]> {
  const source = JSON.stringify({ openapi: '3.1.0', components })
  const config = await createConfig({
    plugins: [plugin() as never],
    rules: { [`parley/${rule}`]: 'error' },
  })
  return (await lintFromString({ source, config })).map(({ message }) => message)
}

const schema = (Named: object) => ({ schemas: { Named } })
const parameter = (more: object) => ({
  parameters: { filter: { name: 'a', in: 'query', ...more } },
})

test.each([
  ['portable-patterns', schema({ pattern: '^(?!a)' }), schema({ pattern: '^(?:a|b)[^-]$' })],
  ['portable-patterns', schema({ pattern: '^\\p{L}$' }), schema({ pattern: '^\\d+\\.$' })],
  ['no-lone-all-of', schema({ allOf: [{}] }), schema({ allOf: [{}, {}] })],
  [
    'parameter-schemas',
    parameter({ content: { 'application/json': {} } }),
    parameter({ schema: { contentMediaType: 'application/json', contentSchema: {} } }),
  ],
  [
    'readable-tuples',
    schema({ oneOf: [{ type: 'array' }, { type: 'array' }] }),
    schema({ anyOf: [{ type: 'array' }, { type: 'array' }] }),
  ],
  [
    'input-closed',
    parameter({ schema: { contentSchema: { type: 'object', properties: {} } } }),
    parameter({ schema: { contentSchema: { type: 'object', additionalProperties: false } } }),
  ],
  ['readable-tuples', schema({ prefixItems: [] }), schema({ prefixItems: [], items: {} })],
  ['plain-booleans', schema({ enum: [true, null] }), schema({ type: ['boolean', 'null'] })],
  ['plain-booleans', schema({ const: true }), schema({ const: 'a' })],
  ['number-formats', schema({ type: 'number' }), schema({ type: 'number', format: 'double' })],
  ['number-formats', schema({ type: 'integer' }), schema({ type: 'integer', maximum: 100 })],
  ['schema-names', { schemas: { NewUser: {} } }, { schemas: { News: {}, User: {} } }],
  [
    'distinct-enums',
    { schemas: { A: { enum: ['a', 'b'] }, B: { enum: ['a', 'b', 'c'] } } },
    { schemas: { A: { enum: ['a', 'b'] }, B: { enum: ['a', 'c'] } } },
  ],
  [
    'stream-texts',
    { responses: { 200: { content: { 'text/event-stream': { schema: { type: 'object' } } } } } },
    {
      responses: {
        200: {
          content: {
            'text/event-stream': { schema: { type: 'string', contentSchema: { items: {} } } },
          },
        },
      },
    },
  ],
  [
    'schema-explained',
    schema({
      description: 'An object.',
      properties: { a: { description: 'A property.', examples: [1] } },
      examples: [{ a: 1 }],
    }),
    schema({
      description: 'An object.',
      properties: { a: { description: 'A property.', examples: [1] } },
    }),
  ],
  ['ref-siblings', schema({ $ref: '#/a', default: 1 }), schema({ $ref: '#/a', description: '' })],
])('the rule %s refuses %j, and not %j', async (rule, faulty, right) => {
  expect(await findings(rule, faulty)).toHaveLength(1)
  expect(await findings(rule, right)).toEqual([])
})
