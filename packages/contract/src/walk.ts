import { isObject, type OpenApiDocument, pointerSegment, type Schema, valueAt } from './document.ts'
import { possibleBranches } from './tags.ts'

/** Called for each part of a schema that a value can show. */
export interface Visitor {
  /** A value, its JSON pointer, and the pointer of a schema that applies to it. */
  value?(pointer: string, value: unknown, valuePointer: string): void
  /** A property that the schema documents, with its value; undefined if it is absent. */
  property?(pointer: string, value: unknown): void
  /** A schema that lists its values. */
  listed?(pointer: string, value: unknown): void
}

/** Follows references and returns the pointer of the schema they lead to. */
export function dereference(document: OpenApiDocument, pointer: string): string {
  const schema = valueAt(document, pointer)
  return isObject(schema) && typeof schema.$ref === 'string'
    ? dereference(document, schema.$ref.slice(1))
    : pointer
}

export const branchesOf = (schema: Schema, keyword: string, pointer: string) =>
  Array.isArray(schema[keyword])
    ? schema[keyword].map((_, index) => `${pointer}/${keyword}/${index}`)
    : []

/**
 * Visits the parts of a schema that a valid value shows. `fits` decides between branches of a union if the value's
 * type and tags match more than one.
 */
export function walkValue(
  document: OpenApiDocument,
  fits: (pointer: string, value: unknown) => boolean,
  visitor: Visitor,
) {
  const walk = (from: string, value: unknown, where = ''): void => {
    const pointer = dereference(document, from)
    const schema = valueAt(document, pointer)
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
        const property = `${pointer}/properties${pointerSegment(name)}`
        visitor.property?.(property, own)
        if (own !== undefined) walk(property, own, where + pointerSegment(name))
      }
      for (const [name, more] of Object.entries(value))
        if (!Object.hasOwn(properties, name))
          walk(`${pointer}/additionalProperties`, more, where + pointerSegment(name))
    }
  }
  return walk
}

/** Every schema that a value of the schema at the pointer can contain, each once. */
export function schemasUnder(document: OpenApiDocument, roots: string[]): Map<string, Schema> {
  const found = new Map<string, Schema>()
  const walk = (from: string): void => {
    const pointer = dereference(document, from)
    const schema = valueAt(document, pointer)
    if (!isObject(schema) || found.has(pointer)) return
    found.set(pointer, schema)
    for (const keyword of ['allOf', 'oneOf', 'anyOf', 'prefixItems'])
      for (const branch of branchesOf(schema, keyword, pointer)) walk(branch)
    for (const name of Object.keys(schema.properties ?? {}))
      walk(`${pointer}/properties${pointerSegment(name)}`)
    for (const keyword of ['items', 'additionalProperties', 'propertyNames'])
      walk(`${pointer}/${keyword}`)
  }
  roots.forEach(walk)
  return found
}

/** Whether the schema at the pointer allows null. */
export function isNullable(document: OpenApiDocument, from: string): boolean {
  const pointer = dereference(document, from)
  const schema = valueAt(document, pointer)
  if (!isObject(schema)) return false
  if ([schema.type].flat().includes('null')) return true
  return ['oneOf', 'anyOf'].some((keyword) =>
    branchesOf(schema, keyword, pointer).some((branch) => isNullable(document, branch)),
  )
}

/** The values that a schema lists in `enum` or `const`. */
export const valuesOf = (schema: Schema): unknown[] =>
  'const' in schema ? [schema.const] : Array.isArray(schema.enum) ? schema.enum : []
