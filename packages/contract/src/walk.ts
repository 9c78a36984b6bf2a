import { at, isObject, type OpenApiDocument, type Schema, step } from './document.ts'
import { possibleBranches } from './tags.ts'

/** A place of the document where a schema says something that traffic can show or fail to show. */
export interface Visitor {
  /** A value, its place in the whole as a JSON pointer, and a schema that applies to it. */
  value?(pointer: string, value: unknown, place: string): void
  /** A property that the schema at `pointer` documents, with the value it has; undefined where it is absent. */
  property?(pointer: string, value: unknown): void
  /** A schema that lists its values. */
  listed?(pointer: string, value: unknown): void
}

/** The pointer behind all references. */
export function target(document: OpenApiDocument, pointer: string): string {
  const schema = at(document, pointer)
  return isObject(schema) && typeof schema.$ref === 'string'
    ? target(document, schema.$ref.slice(1))
    : pointer
}

export const branchesOf = (schema: Schema, keyword: string, pointer: string) =>
  Array.isArray(schema[keyword])
    ? schema[keyword].map((_, index) => `${pointer}/${keyword}/${index}`)
    : []

/**
 * Visits what a valid value shows of its schema. `fits` chooses among the branches of a union where the
 * value's type and tags leave more than one.
 */
export function walkValue(
  document: OpenApiDocument,
  fits: (pointer: string, value: unknown) => boolean,
  visitor: Visitor,
) {
  const walk = (from: string, value: unknown, where = ''): void => {
    const pointer = target(document, from)
    const schema = at(document, pointer)
    if (!isObject(schema)) return
    visitor.value?.(pointer, value, where)
    if ('enum' in schema || 'const' in schema) visitor.listed?.(pointer, value)
    for (const member of branchesOf(schema, 'allOf', pointer)) walk(member, value, where)
    for (const keyword of ['oneOf', 'anyOf']) {
      const possible = possibleBranches(document, branchesOf(schema, keyword, pointer), value)
      for (const branch of possible)
        if (possible.length === 1 || fits(branch, value)) walk(branch, value, where)
    }
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        const isPrefix = Array.isArray(schema.prefixItems) && index < schema.prefixItems.length
        const inner = isPrefix ? `${pointer}/prefixItems/${index}` : `${pointer}/items`
        walk(inner, item, `${where}/${index}`)
      }
    } else if (isObject(value)) {
      const properties = isObject(schema.properties) ? schema.properties : {}
      for (const name of Object.keys(properties)) {
        const own = Object.hasOwn(value, name) ? value[name] : undefined
        const place = `${pointer}/properties${step(name)}`
        visitor.property?.(place, own)
        if (own !== undefined) walk(place, own, where + step(name))
      }
      for (const [name, more] of Object.entries(value))
        if (!Object.hasOwn(properties, name))
          walk(`${pointer}/additionalProperties`, more, where + step(name))
    }
  }
  return walk
}

/** Every schema that a value of the schema at the pointer can have inside, each once. */
export function schemasUnder(document: OpenApiDocument, roots: string[]): Map<string, Schema> {
  const found = new Map<string, Schema>()
  const walk = (from: string): void => {
    const pointer = target(document, from)
    const schema = at(document, pointer)
    if (!isObject(schema) || found.has(pointer)) return
    found.set(pointer, schema)
    for (const keyword of ['allOf', 'oneOf', 'anyOf', 'prefixItems'])
      for (const branch of branchesOf(schema, keyword, pointer)) walk(branch)
    for (const name of Object.keys(schema.properties ?? {}))
      walk(`${pointer}/properties${step(name)}`)
    for (const keyword of ['items', 'additionalProperties', 'propertyNames'])
      walk(`${pointer}/${keyword}`)
  }
  roots.forEach(walk)
  return found
}

/** Whether the schema at the pointer takes null. */
export function isNullable(document: OpenApiDocument, from: string): boolean {
  const pointer = target(document, from)
  const schema = at(document, pointer)
  if (!isObject(schema)) return false
  if ([schema.type].flat().includes('null')) return true
  return ['oneOf', 'anyOf'].some((keyword) =>
    branchesOf(schema, keyword, pointer).some((branch) => isNullable(document, branch)),
  )
}

/** The values that a schema lists. */
export const valuesOf = (schema: Schema): unknown[] =>
  'const' in schema ? [schema.const] : Array.isArray(schema.enum) ? schema.enum : []
