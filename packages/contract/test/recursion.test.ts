import { expect, test } from 'vitest'
import { createContract } from '../src/index.ts'

const kinds = ['bold', 'italic', 'strike', 'quote', 'list', 'point', 'link', 'note']

const kindOf = (kind: string) => ({
  type: 'object',
  required: ['type', 'children'],
  properties: {
    type: { const: kind },
    children: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
  },
})

const contract = createContract({
  paths: {},
  components: {
    schemas: {
      Node: { oneOf: [{ type: 'string' }, { $ref: '#/components/schemas/Element' }] },
      Element: { oneOf: kinds.map(kindOf) },
    },
  },
})

const nested = (depth: number, inner: unknown): unknown =>
  depth === 0 ? inner : { type: 'note', children: [nested(depth - 1, inner)] }

// Without the check of the tags, each level takes eight times as long as the level inside it.
test('a value of a union that contains itself is checked, 20 levels deep', () => {
  expect(contract.check('/components/schemas/Node', nested(20, 'text'))).toEqual([])
})

test('a fault 20 levels deep is reported once, at its place', () => {
  const pointer = '/children/0'.repeat(20)
  const unknown = contract.check('/components/schemas/Node', nested(20, { type: 'other' }))
  expect(unknown.map((fault) => fault.pointer)).toEqual([pointer])
  const wrong = nested(20, { type: 'bold', children: 1 })
  expect(contract.check('/components/schemas/Node', wrong)).toMatchObject([
    { pointer: `${pointer}/children`, expected: 'array', got: 1 },
  ])
})
