import { isSchema, type Schema } from './schemas.ts'

/** Changes one schema, whose inner schemas are already changed. `named` returns a component of the source. */
export type Rule = (schema: Schema, named: (reference: string) => Schema) => Schema

const scalars = ['string', 'integer', 'number', 'boolean']

const isNull = (schema: unknown) => isSchema(schema) && schema.type === 'null'

/** Go, Java and Rust generate a type for a named string, with a conversion at each use; only an enum is worth that. */
const inlineScalars: Rule = (schema, named) => {
  if (typeof schema.$ref !== 'string') return schema
  const { $ref, ...beside } = schema
  const target = named($ref)
  return scalars.includes(String(target.type)) && !('enum' in target)
    ? { ...target, ...beside }
    : schema
}

/** Before 3.1, null was not a type: a union with null becomes its other branch with `nullable`. */
const nullableUnions: Rule = (schema, named) => {
  const { oneOf, ...beside } = schema
  if (!Array.isArray(oneOf) || !oneOf.some(isNull)) return schema
  const [branch, ...more] = oneOf.filter((one) => !isNull(one)) as Schema[]
  if (!branch || more.length > 0) throw new Error('A union with null has one other branch.')
  const target = typeof branch.$ref === 'string' ? named(branch.$ref) : branch
  return target.type === 'object' || 'enum' in target
    ? { ...beside, nullable: true, allOf: [branch] }
    : { ...target, ...beside, nullable: true }
}

const keywordsOf: Record<string, string[]> = {
  string: ['minLength', 'maxLength', 'pattern', 'format'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems'],
  object: ['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'],
}

/** Before 3.1, a schema had one type: null becomes `nullable`, and each of several other types becomes a branch. */
const singleTypes: Rule = (schema) => {
  if (!Array.isArray(schema.type)) return schema
  const { type, ...rest } = schema
  const types: string[] = type.filter((one: string) => one !== 'null')
  const nullable = types.length < type.length && { nullable: true }
  if (types.length === 1) return { type: types[0], ...nullable, ...rest }
  const own = Object.values(keywordsOf).flat()
  const shared = Object.entries(rest).filter(([keyword]) => !own.includes(keyword))
  const anyOf = types.map((one) => ({
    type: one,
    ...Object.fromEntries(
      Object.entries(rest).filter(([keyword]) => keywordsOf[one]?.includes(keyword)),
    ),
  }))
  return { ...Object.fromEntries(shared), ...nullable, anyOf }
}

const isObject = ({ type, properties }: Schema) => type === 'object' && isSchema(properties)

/** Generators create a class for each part of a composed object, or nest the parts, so the parts are merged. */
const composedObjects: Rule = (schema, named) => {
  const { allOf, ...beside } = schema
  if (!Array.isArray(allOf) || allOf.length < 2) return schema
  const parts: Schema[] = allOf.map((part) =>
    typeof part.$ref === 'string' ? named(part.$ref) : part,
  )
  if (!parts.every(isObject)) return schema
  return {
    type: 'object',
    ...beside,
    required: parts.flatMap(({ required }) => required ?? []),
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
  }
}

/** Before 3.1, there was no `const`. */
const constants: Rule = ({ const: value, ...schema }) =>
  value === undefined ? schema : { ...schema, enum: [value] }

/** Before 3.1, an array had one schema for all its items; the source has `items` beside `prefixItems` for this. */
const tuples: Rule = ({ prefixItems: _, ...schema }) => schema

/** For a union with an array, Java's generator writes a class that does not compile, so it becomes any value. */
const arrayUnions: Rule = (schema, named) => {
  const { anyOf, ...beside } = schema
  if (!Array.isArray(anyOf)) return schema
  const branches = anyOf.map((branch) => ('$ref' in branch ? named(branch.$ref) : branch))
  return branches.some(({ type }) => type === 'array') ? beside : schema
}

/** Before 3.1, `contentSchema` was unknown: the description names it if there is no other description. */
const contentSchemas: Rule = ({ contentMediaType: _, contentSchema, ...schema }) => {
  if (!isSchema(contentSchema)) return schema
  const name = String(contentSchema.$ref).split('/').at(-1)
  return { description: `The JSON of a \`${name}\`.`, ...schema }
}

/** Before 3.1, bytes had a format. Go's generator checks the length of a file as that of a text. */
const bytes: Rule = (schema) => {
  const { contentMediaType, minLength: _, ...rest } = schema
  return contentMediaType === 'application/octet-stream' ? { ...rest, format: 'binary' } : schema
}

/** Limits on input that 3.0 cannot express or generators cannot handle. The server still checks them. */
const inputLimits: Rule = ({ propertyNames: _, not: __, ...schema }) => schema

/** Before 3.1, a schema had one example. */
const singleExamples: Rule = ({ examples, ...schema }) =>
  Array.isArray(examples) ? { ...schema, example: examples[0] } : schema

/** Before 3.1, keywords beside a reference were ignored, and kin-openapi, which Go's tools use, refuses them. */
const loneReferences: Rule = (schema) => ('$ref' in schema ? { $ref: schema.$ref } : schema)

/** In the order in which they are applied to a schema. */
export const rules: Rule[] = [
  inlineScalars,
  nullableUnions,
  singleTypes,
  composedObjects,
  constants,
  tuples,
  arrayUnions,
  bytes,
  contentSchemas,
  inputLimits,
  singleExamples,
  loneReferences,
]
