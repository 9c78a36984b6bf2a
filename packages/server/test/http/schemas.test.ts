import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@openparley/test-kit/program'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'

const document = JSON.parse(readFileSync(join(root, 'generated/openapi.json'), 'utf8'))

/** The schemas of a document with their places: components, and every value of a key `schema`. */
function* schemasIn(value: unknown, place = '#'): Generator<[string, object]> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, part] of Object.entries(value)) {
    const here = `${place}/${key}`
    if (/\/(schema|schemas\/[^/]+)$/.test(here)) yield [here, part]
    else if (!/^(examples?|value)$/.test(key)) yield* schemasIn(part, here)
  }
}

/** The places of schemas that the metaschema of 2020-12 refuses. */
function refused(document: object): string[] {
  const ajv = new Ajv2020({ strict: false })
  return [...schemasIn(document)].flatMap(([place, schema]) =>
    ajv.validateSchema(schema) === true ? [] : place,
  )
}

// The server compiles them without validating them against the metaschema, to start quickly.
test('every schema of the document is valid against the metaschema', () => {
  expect([...schemasIn(document)].length).toBeGreaterThan(150)
  expect(refused(document)).toEqual([])
})

test('an invalid schema is found, in a component and in an operation', () => {
  const faulty = structuredClone(document)
  faulty.components.schemas.Name.minLength = '1'
  const { requestBody } = faulty.paths['/v1/{appId}/users/{userId}'].put
  requestBody.content['application/json'].schema.type = 'objekt'
  expect(refused(faulty).sort()).toEqual([
    '#/components/schemas/Name',
    '#/paths//v1/{appId}/users/{userId}/put/requestBody/content/application/json/schema',
  ])
})
