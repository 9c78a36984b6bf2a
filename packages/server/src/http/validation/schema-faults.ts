import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type FieldPath, fieldPath } from '../../base/json-pointer.ts'
import type { Fault } from '../../operations/operation.ts'
import { boundedFaults } from '../errors.ts'
import type { Document } from '../operation.ts'
import { described, unknownFieldOf } from './schema-errors.ts'

/** What becomes of properties and query parameters that the document does not have. */
export type UnknownFields = 'refuse' | 'ignore'

export interface Checked {
  /** The value, without what is unknown if that is ignored. */
  value: unknown
  /** None when the schema allows the value. */
  faults: Fault[]
}

export type Check = (value: unknown, unknownFields: UnknownFields) => Checked

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
    return (given, unknownFields) => {
      let value = given
      while (!validate(value)) {
        const errors = validate.errors ?? []
        const unknown = unknownFields === 'ignore' ? errors.flatMap(unknownFieldOf) : []
        if (unknown.length === 0) return { value, faults: relevantErrors(errors).map(described) }
        value = without(value, unknown)
      }
      return { value, faults: [] }
    }
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

/** A copy of the value without these fields. */
function without(value: unknown, fields: FieldPath[]): unknown {
  const copy = structuredClone(value)
  for (const field of fields) {
    const holder = field.slice(0, -1).reduce<unknown>((at, key) => (at as Holder)[key], copy)
    delete (holder as Holder)[field.at(-1) as string]
  }
  return copy
}

type Holder = Record<string | number, unknown>

const isUnion = ({ keyword }: ErrorObject) => keyword === 'oneOf' || keyword === 'anyOf'

/**
 * The errors without those of unions: that no branch fits, which says nothing beside why each does not, that null would
 * have fitted, and that the value has the wrong type for one branch, if it has the type of another.
 */
function relevantErrors(errors: ErrorObject[]): ErrorObject[] {
  const telling = errors.filter((error) =>
    error.keyword === 'type' && error.params.type === 'null'
      ? !/\/(oneOf|anyOf)\/\d+\/type$/.test(error.schemaPath)
      : !isUnion(error),
  )
  const unions = new Set(errors.filter(isUnion).map(({ instancePath }) => instancePath))
  /** Where some branch finds no fault in the type of the value, but in something else of it or inside of it. */
  const typed = new Set<string>()
  for (const { keyword, instancePath } of telling) {
    if (keyword !== 'type') typed.add(instancePath)
    for (let at = instancePath; at !== ''; typed.add(at)) at = at.slice(0, at.lastIndexOf('/'))
  }
  const chosen = telling.filter(
    ({ keyword, instancePath: at }) => keyword !== 'type' || !unions.has(at) || !typed.has(at),
  )
  return boundedFaults(
    chosen.length > 0 ? chosen : errors,
    ({ instancePath }) => fieldPath(instancePath)[0] ?? '',
  )
}
