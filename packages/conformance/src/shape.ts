import { isObject, type OpenApiDocument } from '@openparley/contract/internal/document'

/**
 * The part of a value that can be a fact: its keys, nulls, types, and values that the document lists. A second
 * value with the same shape under the same schema shows nothing new.
 */
export function createShapes(document: OpenApiDocument) {
  const listed = new Set<unknown>()
  const names = new Set<string>()
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect)
    if (!isObject(value)) return
    if ('const' in value) listed.add(value.const)
    if (Array.isArray(value.enum)) for (const one of value.enum) listed.add(one)
    if (isObject(value.properties))
      for (const name of Object.keys(value.properties)) names.add(name)
    Object.values(value).forEach(collect)
  }
  collect(document)

  const shape = (value: unknown): string => {
    if (Array.isArray(value)) {
      const items = value.map(shape)
      // A short array may be a tuple, such as an operator and an operand.
      return `[${items.length > 2 ? [...new Set(items)].sort() : items}]`
    }
    if (isObject(value)) {
      const entries = Object.entries(value).map(
        ([name, own]) => `${names.has(name) ? name : '*'}:${shape(own)}`,
      )
      return `{${[...new Set(entries)].sort()}}`
    }
    if (value === null || typeof value === 'boolean' || listed.has(value))
      return JSON.stringify(value)
    return Number.isInteger(value) ? 'integer' : typeof value
  }
  return shape
}
