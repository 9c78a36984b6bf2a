import { examplesOf, resolve, type Schema } from '@openparley/contract/internal/document'
import { contract } from '@openparley/test-kit/contract'
import { expect, test } from 'vitest'

interface Problem {
  detail: string
  errors?: Record<string, string[]>
}

const problems = contract.operations.flatMap((operation) =>
  [...operation.responses].flatMap(([status, { object }]) =>
    status < 400
      ? []
      : examplesOf(contract.document, object.content?.['application/problem+json']).map(
          ({ value }) => ({ operation, id: operation.id, status, problem: value as Problem }),
        ),
  ),
)

test.each(problems.filter(({ status }) => status === 404))(
  'the 404 of $id is about a resource in its path',
  ({ operation: { path, object }, problem }) => {
    const [, noun = ''] = /^There is no (\w+) ".+"\.$/.exec(problem.detail) ?? []
    const named = [...path.matchAll(/\{(\w+)(?:Id|Token)\}/g)].map(([, name]) => name)
    expect(named).toContain(noun)
    const [tag = ''] = object.tags as string[]
    const own = tag.toLowerCase().replace(/s$/, '')
    if (named.includes(own)) expect(noun).toBe(own)
  },
)

test.each(problems.filter(({ status }) => status === 400))(
  'the 400 of $id names a property or parameter of its requests',
  ({ operation: { body }, problem }) => {
    for (const place of Object.keys(problem.errors ?? {})) {
      if (place.startsWith('query/')) continue
      expect(place).toMatch(/^#\//)
      expect(body, place).toBeDefined()
      const schema = body?.object.content['application/json']?.schema
      // A body that can also be null is a union of a named schema and null.
      const [named] = Array.isArray(schema?.oneOf) ? schema.oneOf : [schema]
      const { object } = resolve<Schema>(contract.document, String(named?.$ref).slice(1))
      expect(/^#\/\d+/.test(place), place).toBe(object.type === 'array')
    }
  },
)

test.each(problems.filter(({ status }) => status === 413 || status === 415))(
  'the $status of $id belongs to an operation that takes a body',
  ({ operation }) => expect(operation.body).toBeDefined(),
)
