import type { FuncKeywordDefinition } from 'ajv/dist/2020.js'

/** What two equal JSON values have in common, and no others. */
const identity = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? { sorted: Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)) }
      : part,
  )

/**
 * `uniqueItems` in one pass. Where the type of the items stands behind a reference, Ajv's own compares each
 * with each, and one body of short ids would keep the server busy for half a minute.
 */
export const uniqueItems: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  errors: true,
  compile: (isUnique: boolean) => {
    const validate: ReturnType<NonNullable<FuncKeywordDefinition['compile']>> = (
      items: unknown[],
    ) => {
      if (!isUnique) return true
      const places = new Map<string, number>()
      for (const [place, item] of items.entries()) {
        const known = identity(item)
        const first = places.get(known)
        if (first !== undefined) {
          const message = `must not hold the same item twice (${first} and ${place})`
          validate.errors = [{ keyword: 'uniqueItems', message, params: { i: first, j: place } }]
          return false
        }
        places.set(known, place)
      }
      return true
    }
    return validate
  },
}
