import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { fieldPath } from '../../base/json-pointer.ts'
import type { Fault } from '../../operations/operation.ts'
import { boundedFaults } from '../bounded-faults.ts'
import type { Document } from '../document.ts'
import { described } from './schema-errors.ts'

/** Returns the faults of a value; none when its schema allows it. */
export type Check = (value: unknown) => Fault[]

const documentId = 'document'

/** Compiles schemas; the document's own are named by a URI-fragment JSON pointer. */
export function createSchemas(document: Document) {
  const ajv = new Ajv2020({
    // The document brings keywords of its own (`example`, `discriminator`), which strict mode refuses.
    strict: false,
    // The schemas are no user's; a test holds them to the metaschema, which takes longer than compiling them.
    meta: false,
    validateSchema: false,
    allErrors: true,
    discriminator: true,
  })
  addFormats.default(ajv)
  ajv.addSchema(withPlainDiscriminators(document), documentId, undefined, false)

  const check = (schema: object): Check => {
    const validate = ajv.compile(schema)
    return (value) => (validate(value) ? [] : relevantErrors(validate.errors ?? []).map(described))
  }
  return { check, reference: (pointer: string) => ({ $ref: documentId + pointer }) }
}

/**
 * The document as Ajv reads it: it goes by the tags' `const`, refuses a discriminator's mapping, and lets
 * anything that is not an object through a discriminator.
 */
function withPlainDiscriminators({ components, ...document }: Document): Document {
  const schemas = Object.entries(components.schemas ?? {}).map(([name, schema]) => {
    if (!('discriminator' in schema)) return [name, schema]
    const { propertyName } = schema.discriminator as { propertyName: string }
    return [name, { type: 'object', ...schema, discriminator: { propertyName } }]
  })
  return { ...document, components: { ...components, schemas: Object.fromEntries(schemas) } }
}

/** That no branch of a union fits says nothing beside why each does not. */
const relevantErrors = (errors: ErrorObject[]): ErrorObject[] =>
  boundedFaults(
    errors.filter(({ keyword }) => keyword !== 'oneOf'),
    ({ instancePath }) => fieldPath(instancePath)[0] ?? '',
  )
