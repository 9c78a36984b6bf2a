import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@cfworker/json-schema'
import { root } from '@openparley/test-kit/program'
import { describe, expect, test } from 'vitest'

const generated = (name: string) => JSON.parse(readFileSync(join(root, 'generated', name), 'utf8'))
const source = generated('openapi.json')
const newest = generated('openapi.3.2.json')
const bundle = generated('schemas.json')

describe('a JSON Schema, for a validator that the server does not use', () => {
  const names = Object.keys(source.components.schemas)
  const validatorOf = (name: string) => {
    const validator = new Validator({ $ref: `urn:parley:schema:${name}` }, '2020-12')
    validator.addSchema(bundle)
    return validator
  }
  const faultsOf = (name: string, value: unknown) => {
    const { valid, errors } = validatorOf(name).validate(value)
    return valid ? [] : errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`)
  }

  test('each schema of the document has its id', () => {
    expect(Object.keys(bundle.$defs)).toEqual(names)
    for (const name of names) expect(bundle.$defs[name].$id).toBe(`urn:parley:schema:${name}`)
    expect(JSON.stringify(bundle)).not.toContain('#/components')
  })

  const recorded = [
    'UserAlice',
    'ConversationOrder',
    'MessageListOrder',
    'UserListAliceAndSebastian',
  ]
  const kinds = ['User', 'Conversation', 'MessageList', 'UserList']
  test.each(recorded.map((example, index) => [example, kinds[index] ?? ''] as const))(
    'accepts the recorded %s as a %s, and no object that lacks a part of it',
    (example, name) => {
      const { value } = source.components.examples[example]
      expect(faultsOf(name, value)).toEqual([])
      for (const property of Object.keys(value)) {
        const { [property]: _, ...others } = value
        expect(faultsOf(name, others), `without ${property}`).not.toEqual([])
      }
      expect(faultsOf(name, null)).not.toEqual([])
    },
  )

  test('accepts every event of the stream, and only with its own properties', () => {
    const examples = Object.entries<{ value: string }>(source.components.examples)
    const events = examples.filter(([name]) => /^Event(?!Log)/.test(name))
    expect(events.length).toBeGreaterThan(15)
    for (const [name, { value }] of events) {
      const [, data = ''] = /^data: (.*)$/m.exec(value) ?? []
      expect(faultsOf('Event', JSON.parse(data)), name).toEqual([])
      expect(faultsOf('Event', { ...JSON.parse(data), type: 'nothing' }), name).not.toEqual([])
    }
  })
})

test('the document of OpenAPI 3.2 describes the items of the stream, and is the same otherwise', () => {
  expect(newest.openapi).toBe('3.2.0')
  const media = newest.paths['/v1/{appId}/realtime/events'].get.responses['200'].content
  expect(media['text/event-stream'].itemSchema.properties.data.contentSchema).toEqual({
    $ref: '#/components/schemas/Event',
  })
  const operations = (document: typeof source) =>
    JSON.stringify(document.paths).replaceAll(/"text\/event-stream":.*?"400":/g, '')
  expect(operations(newest)).toBe(operations(source))
  const { EventStream: _, ...schemas } = source.components.schemas
  expect(newest.components.schemas).toEqual(schemas)
})
