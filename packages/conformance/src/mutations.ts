import {
  isObject,
  type OpenApiDocument,
  pointerSegment,
  type Schema,
  valueAt,
} from '@openparley/contract/internal/document'
import type { CheckValue } from '@openparley/contract/internal/schemas'
import { branchesOf, dereference, valuesOf } from '@openparley/contract/internal/walk'

/** A value with a single change, and a description of the change. */
export interface Mutation {
  name: string
  /** Copied when it is read, because most mutations of a long list are never sent. */
  readonly value: unknown
  /** Whether it adds something documented: a property, a value, a branch of a union. */
  lists?: true
}

/** The document, and a check of values against it. */
export interface Published {
  document: OpenApiDocument
  check: CheckValue
  /** Branches that the value already has, so that a union that contains itself ends. */
  taken?: ReadonlySet<string>
}

const texts: [string, string][] = [
  ['an empty text', ''],
  ['a blank', ' '],
  ['an emoji', '👩‍👩‍👧‍👦'],
  ['a combined letter', 'e\u0301'],
  ['right to left', 'مرحبا'],
  ['a control character', '\u0007'],
  ['a NUL', '\u0000'],
  ['a lone surrogate', '\ud800'],
  ['a line break', 'a\r\nb'],
  ['a slash', 'a/b'],
  ['dots', '..'],
  ['a quote', `"'; --`],
  ['markup', '<b>&amp;</b>'],
  ['a percent sign', '%zz'],
  ['the name of a method', 'constructor'],
]

/** Placeholder for a number that is too large, which `JSON.stringify` would turn into null. */
export const notFinite = 'stands for 1e999'

const nested = (depth: number): unknown => (depth === 0 ? [] : [nested(depth - 1)])

const others: [string, unknown][] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['zero', 0],
  ['a negative number', -1],
  ['a fraction', 1.5],
  ['a huge number', 1e300],
  ['a number that is not finite', notFinite],
  ['an array nested 1,000 deep', nested(1000)],
  ['a text', 'unlikely'],
  ['an empty array', []],
  ['an array of null', [null]],
  ['an empty object', {}],
  ['an object', { unlikely: 1 }],
]

/** Adds a key, including one such as `__proto__` that an object literal would not keep. */
function withKey(object: Record<string, unknown>, key: string, value: unknown) {
  const copy = { ...object }
  Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true })
  return copy
}

/** Every schema that applies to a value of the schema at the pointer, starting with itself. */
function applicable(
  document: OpenApiDocument,
  from: string,
): { pointer: string; schema: Schema }[] {
  const pointer = dereference(document, from)
  const schema = valueAt(document, pointer)
  if (!isObject(schema)) return []
  const members = ['allOf', 'oneOf', 'anyOf'].flatMap((k) => branchesOf(schema, k, pointer))
  return [{ pointer, schema }, ...members.flatMap((member) => applicable(document, member))]
}

/** An example of the schema at the pointer; undefined if the document has none. */
function exampleOf(document: OpenApiDocument, pointer: string): unknown {
  const own = valueAt(document, pointer)
  const [sibling] = isObject(own) && Array.isArray(own.examples) ? own.examples : []
  if (sibling !== undefined) return sibling
  for (const { schema } of applicable(document, pointer)) {
    const [example] = Array.isArray(schema.examples) ? schema.examples : []
    if (example !== undefined) return example
    const [listed] = valuesOf(schema)
    if (listed !== undefined) return listed
  }
  return undefined
}

/**
 * Yields copies of a value with one change each, at every depth: another type, a value at or outside a limit, a
 * property removed, a documented or unknown property added.
 */
export function* mutationsOf(
  published: Published,
  pointer: string,
  value: unknown,
  where = '#',
): Generator<Mutation> {
  const { document, check, taken = new Set() } = published
  const schemas = applicable(document, pointer)
  const change = (what: string, changed: unknown): Mutation => ({
    name: `${where}: ${what}`,
    value: changed,
  })
  for (const [what, other] of others) yield change(what, other)
  for (const { schema } of schemas) {
    for (const listed of valuesOf(schema))
      yield { ...change(`the listed ${JSON.stringify(listed)}`, listed), lists: true }
    yield* bounds(schema).map(([what, bound]) => change(what, bound))
  }
  for (const branch of schemas.flatMap(({ pointer, schema }) =>
    branchesOf(schema, 'oneOf', pointer),
  )) {
    const example = taken.has(branch) ? undefined : exampleOf(document, branch)
    if (example === undefined || check(branch, value).length === 0) continue
    yield { ...change('of another form', example), lists: true }
    yield* mutationsOf(
      { document, check, taken: new Set([...taken, branch]) },
      branch,
      example,
      where,
    )
  }
  if (typeof value === 'string') for (const [what, text] of texts) yield change(what, text)
  // A value that the document does not describe is changed only as a whole, for example an array that is nested 1,000 deep.
  if (schemas.length === 0) return
  if (Array.isArray(value)) yield* inArray(published, schemas, value, where)
  else if (isObject(value)) yield* inObject(published, schemas, value, where)
}

function bounds(schema: Schema): [string, unknown][] {
  const { minimum, maximum, minLength, maxLength, maxItems } = schema
  const all: [string, unknown][] = []
  const text = (length: number) => 'a'.repeat(length)
  if (typeof minimum === 'number') all.push(['the minimum', minimum], ['below it', minimum - 1])
  if (typeof maximum === 'number') all.push(['the maximum', maximum], ['above it', maximum + 1])
  if (typeof minLength === 'number') all.push(['the shortest', text(minLength)])
  if (typeof maxLength === 'number')
    all.push(
      ['the longest', text(maxLength)],
      ['the longest of wide characters', '𝒳'.repeat(maxLength)],
      ['too long by one', text(maxLength + 1)],
    )
  else if ([schema.type].flat().includes('string')) all.push(['a long text', text(5000)])
  if (typeof maxItems === 'number')
    all.push([`${maxItems + 1} times null`, new Array(maxItems + 1).fill(null)])
  return all
}

/** The mutation of a part, as one of the whole. */
function within(part: Mutation, wholeWith: (changed: unknown) => unknown): Mutation {
  return {
    name: part.name,
    get value() {
      return wholeWith(part.value)
    },
    ...(part.lists && { lists: true }),
  }
}

function* inArray(
  published: Published,
  schemas: { pointer: string; schema: Schema }[],
  value: unknown[],
  where: string,
): Generator<Mutation> {
  const change = (what: string, changed: unknown[]): Mutation => ({
    name: `${where}: ${what}`,
    value: changed,
  })
  yield change('an item twice', [...value, ...value.slice(0, 1)])
  yield change('without the first item', value.slice(1))
  for (const { schema } of schemas)
    if (typeof schema.maxItems === 'number' && value.length > 0)
      for (const length of [schema.maxItems, schema.maxItems + 1])
        yield {
          name: `${where}: ${length} items`,
          get value() {
            return Array.from({ length }, (_, i) => value[i % value.length])
          },
        }
  for (const [index, item] of value.entries()) {
    const holder = schemas.find(({ schema }) => schema.items ?? schema.prefixItems)
    const isPrefix = Array.isArray(holder?.schema.prefixItems)
    const inner = `${holder?.pointer}${isPrefix ? `/prefixItems/${index}` : '/items'}`
    for (const mutation of mutationsOf(published, inner, item, `${where}/${index}`))
      yield within(mutation, (changed) => value.toSpliced(index, 1, changed))
  }
}

function* inObject(
  published: Published,
  schemas: { pointer: string; schema: Schema }[],
  value: Record<string, unknown>,
  where: string,
): Generator<Mutation> {
  for (const name of ['unknown', '', '__proto__', 'ключ', '\ud800', `${'k'.repeat(300)}`])
    for (const own of [1, 'text', null])
      yield {
        name: `${where}: with ${name.slice(0, 9) || 'an empty key'} ${own}`,
        value: withKey(value, name, own),
      }
  for (const { pointer, schema } of schemas)
    for (const name of Object.keys(schema.properties ?? {})) {
      if (Object.hasOwn(value, name)) continue
      const inner = `${pointer}/properties${pointerSegment(name)}`
      const example = exampleOf(published.document, inner)
      const added = withKey(value, name, example)
      yield { name: `${where}: with ${name}`, value: added, lists: true }
      for (const mutation of mutationsOf(published, inner, example, `${where}/${name}`))
        yield within(mutation, (changed) => withKey(value, name, changed))
    }
  for (const [name, own] of Object.entries(value)) {
    const { [name]: _, ...rest } = value
    yield { name: `${where}: without ${name}`, value: rest }
    const holder = schemas.find(({ schema }) => Object.hasOwn(schema.properties ?? {}, name))
    const map = schemas.find(({ schema }) => isObject(schema.additionalProperties))
    const inner = holder
      ? `${holder.pointer}/properties${pointerSegment(name)}`
      : `${map?.pointer}/additionalProperties`
    for (const mutation of mutationsOf(published, inner, own, `${where}/${name}`))
      yield within(mutation, (changed) => withKey(rest, name, changed))
  }
}
