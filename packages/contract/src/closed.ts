import { at, isObject, type OpenApiDocument, type Schema, step } from './document.ts'

/** Where a prepared schema stands in the document. */
export const place = 'x-place'

const compositions = ['allOf', 'oneOf', 'anyOf']
const conditions = ['if', 'then', 'else', 'not']
const maps = ['properties', 'patternProperties']
const singles = ['items', 'additionalProperties', 'contains']

/**
 * The document's schemas as Ajv reads them, each of which says where it stands. With `closed`, an object has
 * only the properties that are documented: it is closed where it is used, never as a member of a
 * composition, as a member sees nothing of what its siblings document.
 */
export function preparedSchemas(document: OpenApiDocument, closed: boolean) {
  const id = closed ? 'closed' : 'open'

  const member = (schema: unknown, pointer: string): unknown => {
    if (!isObject(schema)) return schema
    const entries = Object.entries(schema)
      // A tag's `const` says the same, and needs no mapping that Ajv refuses.
      .filter(([keyword]) => keyword !== 'discriminator')
      .map(([keyword, value]) => [keyword, below(keyword, value, pointer + step(keyword))])
    return { ...Object.fromEntries(entries), [place]: pointer }
  }

  const use = (schema: unknown, pointer: string): unknown => {
    const inner = member(schema, pointer)
    if (!closed || !isObject(inner) || !describesObject(document, schema)) return inner
    return { unevaluatedProperties: false, ...inner }
  }

  const below = (keyword: string, value: unknown, pointer: string): unknown => {
    if (keyword === '$ref') return `${id}${value}`
    if (compositions.includes(keyword) && Array.isArray(value))
      return value.map((one, index) => member(one, pointer + step(index)))
    if (keyword === 'prefixItems' && Array.isArray(value))
      return value.map((one, index) => use(one, pointer + step(index)))
    if (maps.includes(keyword) && isObject(value))
      return Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, use(one, pointer + step(name))]),
      )
    if (conditions.includes(keyword)) return member(value, pointer)
    return singles.includes(keyword) ? use(value, pointer) : value
  }

  const components = Object.entries(document.components.schemas ?? {}).map(([name, schema]) => [
    name,
    member(schema, `/components/schemas${step(name)}`),
  ])
  return {
    /** What the references of the others lead into. */
    root: { $id: id, components: { schemas: Object.fromEntries(components) } },
    /** The schema at the pointer, as a value of its own. */
    at: (pointer: string) => use(at(document, pointer), pointer) as Schema,
    /** The branch of a composition as a value of its own. */
    alone: (branch: Schema): Schema =>
      closed && describesObject(document, at(document, String(branch[place])))
        ? { unevaluatedProperties: false, ...branch }
        : branch,
  }
}

/** Whether a value of the schema can be an object whose properties it documents. */
function describesObject(document: OpenApiDocument, schema: unknown, seen = new Set()): boolean {
  if (!isObject(schema) || seen.has(schema)) return false
  seen.add(schema)
  if ([schema.type].flat().includes('object') || isObject(schema.properties)) return true
  const parts = [...compositions, 'then', 'else'].flatMap<unknown>(
    (keyword) => schema[keyword] ?? [],
  )
  if (typeof schema.$ref === 'string') parts.push(at(document, schema.$ref.slice(1)))
  return parts.some((part) => describesObject(document, part, seen))
}
