import { isObject, type OpenApiDocument, valueAt } from './document.ts'

/** Properties whose value a schema fixes with `const`, and the types that it allows. */
interface Tag {
  constants: [name: string, value: unknown][]
  types: unknown[] | undefined
}

const known = new WeakMap<OpenApiDocument, Map<string, Tag>>()

/**
 * The branches of a union, as pointers, that match the value's type and tags (the properties that a branch fixes
 * with `const`). This is much cheaper than validating each branch. A value is never valid against an omitted branch,
 * but need not be valid against a returned one.
 */
export const possibleBranches = (document: OpenApiDocument, branches: string[], value: unknown) =>
  branches.filter((branch) => isPossible(tagOf(document, branch), value))

/** A schema of the tags of the schema at the pointer; undefined if it has none. */
export function tagSchema(document: OpenApiDocument, pointer: string): object | undefined {
  const { constants } = tagOf(document, pointer)
  if (constants.length === 0) return undefined
  return {
    properties: Object.fromEntries(constants.map(([name, value]) => [name, { const: value }])),
  }
}

function isPossible({ constants, types }: Tag, value: unknown): boolean {
  if (types && !types.some((type) => isOfType(type, value))) return false
  if (!isObject(value)) return true
  return constants.every(
    ([name, constant]) => !Object.hasOwn(value, name) || value[name] === constant,
  )
}

function isOfType(type: unknown, value: unknown): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isObject(value)
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

function tagOf(document: OpenApiDocument, pointer: string): Tag {
  const tags = known.get(document) ?? new Map<string, Tag>()
  known.set(document, tags)
  const found = tags.get(pointer) ?? readTag(document, pointer)
  tags.set(pointer, found)
  return found
}

function readTag(document: OpenApiDocument, pointer: string): Tag {
  const tag: Tag = { constants: [], types: undefined }
  const read = (pointer: string, seen: Set<string>): void => {
    const schema = valueAt(document, pointer)
    if (!isObject(schema) || seen.has(pointer)) return
    seen.add(pointer)
    if (schema.type !== undefined) tag.types ??= [schema.type].flat()
    // Objects and arrays would be compared by identity.
    for (const [name, property] of Object.entries(schema.properties ?? {}))
      if (isObject(property) && 'const' in property && !(property.const instanceof Object))
        tag.constants.push([name, property.const])
    if (typeof schema.$ref === 'string') read(schema.$ref.slice(1), seen)
    if (Array.isArray(schema.allOf))
      for (const index of schema.allOf.keys()) read(`${pointer}/allOf/${index}`, seen)
  }
  read(pointer, new Set())
  return tag
}
