import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type FieldPath, fieldPath } from '../../base/json-pointer.ts'
import type { Fault } from '../../operations/operation.ts'
import { boundedFaults } from '../errors.ts'
import type { Document } from '../operation.ts'
import { describeError, unknownFieldOf } from './schema-errors.ts'

/** How to treat undocumented properties and query parameters. */
export type UnknownFields = 'refuse' | 'ignore'

export interface Checked {
  /** The value, without unknown properties if these are ignored. */
  value: unknown
  /** Empty if the value is valid. */
  faults: Fault[]
}

export type Check = (value: unknown, unknownFields: UnknownFields) => Checked

const documentId = 'document'

export type Schemas = ReturnType<typeof createSchemas>

/** Compiles schemas. References inside the document are JSON pointers as URI fragments. */
export function createSchemas(document: Document) {
  const ajv = new Ajv2020({
    // The document has keywords such as `example` and `discriminator`, which Ajv's strict mode refuses.
    strict: false,
    // The schemas are trusted: a test validates them against the metaschema, which would take longer than compiling.
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
        if (unknown.length === 0)
          return { value, faults: relevantErrors(errors).map(describeError) }
        value = without(value, unknown)
      }
      return { value, faults: [] }
    }
  }
  return { check, reference: (pointer: string) => ({ $ref: documentId + pointer }) }
}

/**
 * Prepares the document for Ajv by removing discriminators: Ajv refuses their mappings and accepts anything that is not an
 * object. The `const` of each branch is enough.
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
 * Removes redundant errors of unions: that no branch matches, that null would be valid, and a wrong type for one branch
 * if the value has the type of another branch.
 */
function relevantErrors(errors: ErrorObject[]): ErrorObject[] {
  const relevant = errors.filter((error) =>
    error.keyword === 'type' && error.params.type === 'null'
      ? !/\/(oneOf|anyOf)\/\d+\/type$/.test(error.schemaPath)
      : !isUnion(error),
  )
  const unions = new Set(errors.filter(isUnion).map(({ instancePath }) => instancePath))
  /** Errors of values that have the right type for a branch, but another fault. */
  const typed = new Set<string>()
  for (const { keyword, instancePath } of relevant) {
    if (keyword !== 'type') typed.add(instancePath)
    for (let at = instancePath; at !== ''; typed.add(at)) at = at.slice(0, at.lastIndexOf('/'))
  }
  const chosen = relevant.filter(
    ({ keyword, instancePath: at }) => keyword !== 'type' || !unions.has(at) || !typed.has(at),
  )
  return boundedFaults(
    chosen.length > 0 ? chosen : errors,
    ({ instancePath }) => fieldPath(instancePath)[0] ?? '',
  )
}
