export type Schema = Record<string, unknown>

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems']
const singles = ['items', 'additionalProperties', 'not', 'propertyNames', 'contentSchema']

/** The schema with `change` applied to it and to each schema in it, inner ones first. */
export function changed(schema: Schema, change: (schema: Schema) => Schema): Schema {
  const inside = (value: unknown) => (isSchema(value) ? changed(value, change) : value)
  const entries = Object.entries(schema).map(([keyword, value]) => {
    if (lists.includes(keyword) && Array.isArray(value)) return [keyword, value.map(inside)]
    if (singles.includes(keyword)) return [keyword, inside(value)]
    if (keyword !== 'properties') return [keyword, value]
    return [keyword, mapped(value as Record<string, unknown>, inside)]
  })
  return change(Object.fromEntries(entries))
}

/** A part of the document with `change` applied to each schema in it. */
export function withSchemas<T>(part: T, change: (schema: Schema) => Schema): T {
  if (Array.isArray(part)) return part.map((item) => withSchemas(item, change)) as T
  if (!isSchema(part)) return part
  return mapped(part, (value, key) => {
    if (key === 'example' || key === 'examples') return value
    if (key === 'schema' && isSchema(value)) return changed(value, change)
    return key === 'schemas' && isSchema(value)
      ? mapped(value, (schema) => changed(schema as Schema, change))
      : withSchemas(value, change)
  }) as T
}

const mapped = (object: Schema, change: (value: unknown, key: string) => unknown): Schema =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]))
