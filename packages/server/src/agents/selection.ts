/**
 * Which properties of a value an agent gets: all, or only the listed properties. For an array, this applies to each
 * item.
 */
export type Selection = true | { readonly [name: string]: Selection }

export type Schema = { [keyword: string]: unknown }

/** Returns the selected properties of the value. */
export function select(value: unknown, selection: Selection): unknown {
  if (selection === true || value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item) => select(item, selection))
  return Object.fromEntries(
    Object.entries(selection)
      .filter(([name]) => name in value)
      .map(([name, inside]) => [name, select((value as Record<string, unknown>)[name], inside)]),
  )
}

/** Returns the schema at a reference such as `#/components/schemas/User`. */
export type FindSchema = (reference: string) => Schema

/** Keywords that describe the document and do not affect validation. */
const omitted = new Set(['example', 'examples', 'discriminator', 'deprecated', 'x-also-accepted'])

/** Returns the schema with its references resolved. The schema must not be recursive. */
function inlined(schema: unknown, find: FindSchema): unknown {
  if (Array.isArray(schema)) return schema.map((part) => inlined(part, find))
  if (schema === null || typeof schema !== 'object') return schema
  const { $ref, ...siblings } = withoutOlderForms(schema as Schema)
  const own = Object.fromEntries(
    Object.entries(siblings)
      .filter(([keyword]) => !omitted.has(keyword))
      .map(([keyword, value]) => [keyword, inlined(value, find)]),
  )
  return withSingleType(
    typeof $ref === 'string' ? { ...(inlined(find($ref), find) as Schema), ...own } : own,
  )
}

/** Some models accept only schemas whose `type` is a single name. */
function withSingleType({ description, ...schema }: Schema): Schema {
  const words = description === undefined ? {} : { description }
  const [type, other, ...more] = [schema.type].flat()
  if (other !== 'null' || more.length > 0) return { ...words, ...schema }
  return { ...words, anyOf: [{ ...schema, type }, { type: 'null' }] }
}

/** Leaves out the types that only older clients send, such as an empty array for an empty object. */
function withoutOlderForms(schema: Schema): Schema {
  const older = schema['x-also-accepted'] as unknown[] | undefined
  if (!older) return schema
  const { type, anyOf, maxItems, ...rest } = schema
  if (Array.isArray(anyOf)) return { ...anyOf.find((one) => !older.includes(one.type)), ...rest }
  const left = [type].flat().filter((one) => !older.includes(one))
  const isList = left.includes('array') && maxItems !== undefined
  return { ...rest, type: left.length === 1 ? left[0] : left, ...(isList && { maxItems }) }
}

/** Returns the schema for the selected properties of a schema of the document. */
export function selectedSchema(schema: Schema, selection: Selection, find: FindSchema): Schema {
  if (selection === true) return inlined(schema, find) as Schema
  if (typeof schema.$ref === 'string') {
    const { $ref, ...siblings } = schema
    return { ...selectedSchema(find($ref), selection, find), ...descriptionOf(siblings) }
  }
  if (Array.isArray(schema.oneOf)) {
    // Each member of a union has its own properties.
    const anyOf = schema.oneOf.map((one) =>
      one.type === 'null' ? one : selectedSchema(one, within(one, selection, find), find),
    )
    return { ...descriptionOf(schema), anyOf }
  }
  if (schema.items) {
    const items = selectedSchema(schema.items as Schema, selection, find)
    return { ...descriptionOf(schema), type: schema.type, items }
  }
  const properties = Object.entries(selection).map(([name, inside]) => [
    name,
    selectedSchema(propertyOf(schema, name, find), inside, find),
  ])
  return {
    ...descriptionOf(schema),
    type: 'object',
    required: Object.keys(selection),
    properties: Object.fromEntries(properties),
  }
}

const within = (schema: Schema, selection: { [name: string]: Selection }, find: FindSchema) =>
  Object.fromEntries(
    Object.entries(selection).filter(([name]) => propertyIn(schema, name, find) !== undefined),
  )

const descriptionOf = ({ description }: Schema) =>
  description === undefined ? {} : { description }

/** Returns the schema of a property, which may be in an `allOf` or `oneOf` of the schema. Throws if there is none. */
export function propertyOf(schema: Schema, name: string, find: FindSchema): Schema {
  const found = propertyIn(schema, name, find)
  if (!found) throw new Error(`The document has no property ${name} here.`)
  return found
}

function propertyIn(schema: Schema, name: string, find: FindSchema): Schema | undefined {
  if (typeof schema.$ref === 'string') return propertyIn(find(schema.$ref), name, find)
  const own = (schema.properties as Record<string, Schema> | undefined)?.[name]
  if (own) return own
  for (const part of [schema.allOf, schema.oneOf].flatMap((parts) => (parts ?? []) as Schema[])) {
    const found = propertyIn(part, name, find)
    if (found) return found
  }
  return undefined
}
