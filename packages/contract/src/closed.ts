import { isObject, type OpenApiDocument, pointerSegment, type Schema, valueAt } from './document.ts'
import { tagSchema } from './tags.ts'

/** Keyword of a prepared schema: the JSON pointer of its source in the document. */
export const sourcePointer = 'x-source-pointer'

const compositions = ['allOf', 'oneOf', 'anyOf']
const unions = ['oneOf', 'anyOf']
const conditions = ['if', 'then', 'else', 'not']
const maps = ['properties', 'patternProperties']
const singles = ['items', 'additionalProperties', 'contains']

/**
 * Prepares the document's schemas for Ajv; each gets its pointer. With `closed`, objects allow only documented
 * properties. A schema is closed where it is used, not as a member of a composition, since a member does not know the
 * properties of the other members.
 */
export function preparedSchemas(document: OpenApiDocument, closed: boolean) {
  const id = closed ? 'closed' : 'open'
  /** The branches of unions without the test of their tags. */
  const members = new WeakMap<Schema, Schema>()

  const prepareMember = (schema: unknown, pointer: string): unknown => {
    if (!isObject(schema)) return schema
    const entries = Object.entries(schema)
      // The `const` of each branch is enough, and Ajv refuses a discriminator with a mapping.
      .filter(([keyword]) => keyword !== 'discriminator')
      .map(([keyword, value]) => [
        keyword,
        prepareKeyword(keyword, value, pointer + pointerSegment(keyword)),
      ])
    return { ...Object.fromEntries(entries), [sourcePointer]: pointer }
  }

  const prepareValue = (schema: unknown, pointer: string): unknown => {
    const inner = prepareMember(schema, pointer)
    if (!closed || !isObject(inner) || !describesObject(document, schema)) return inner
    return { unevaluatedProperties: false, ...inner }
  }

  const prepareKeyword = (keyword: string, value: unknown, pointer: string): unknown => {
    if (keyword === '$ref') return `${id}${value}`
    if (compositions.includes(keyword) && Array.isArray(value))
      return value.map((one, index) => {
        const place = pointer + pointerSegment(index)
        const member = prepareMember(one, place)
        return unions.includes(keyword) ? prepareBranch(member, place) : member
      })
    if (keyword === 'prefixItems' && Array.isArray(value))
      return value.map((one, index) => prepareValue(one, pointer + pointerSegment(index)))
    if (maps.includes(keyword) && isObject(value))
      return Object.fromEntries(
        Object.entries(value).map(([name, one]) => [
          name,
          prepareValue(one, pointer + pointerSegment(name)),
        ]),
      )
    if (conditions.includes(keyword)) return prepareMember(value, pointer)
    return singles.includes(keyword) ? prepareValue(value, pointer) : value
  }

  /**
   * A branch of a union validates its properties only if the tags match. Otherwise Ajv would validate all branches of a union
   * that contains itself at each level, which takes exponential time.
   */
  const prepareBranch = (member: unknown, pointer: string): unknown => {
    const tag = tagSchema(document, pointer)
    if (!tag || !isObject(member)) return member
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    const branch = { if: tag, then: member, else: false, [sourcePointer]: pointer }
    members.set(branch, member)
    return branch
  }

  const components = Object.entries(document.components.schemas ?? {}).map(([name, schema]) => [
    name,
    prepareMember(schema, `/components/schemas${pointerSegment(name)}`),
  ])
  return {
    /** The schemas that references point to. */
    root: { $id: id, components: { schemas: Object.fromEntries(components) } },
    /** The schema at the pointer, prepared for a whole value. */
    at: (pointer: string) => prepareValue(valueAt(document, pointer), pointer) as Schema,
    /** The branch of a composition, prepared for a whole value. */
    asStandalone: (branch: Schema): Schema => {
      const member = members.get(branch) ?? branch
      return closed && describesObject(document, valueAt(document, String(branch[sourcePointer])))
        ? { unevaluatedProperties: false, ...member }
        : member
    },
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
  if (typeof schema.$ref === 'string') parts.push(valueAt(document, schema.$ref.slice(1)))
  return parts.some((part) => describesObject(document, part, seen))
}
