import type { Contract } from '@openparley/contract/internal/conforms'
import {
  isObject,
  pointerSegment,
  pointerSegments,
  valueAt,
} from '@openparley/contract/internal/document'
import { valuesOf, walkValue } from '@openparley/contract/internal/walk'

const absent = Symbol('absent')

/** A copy of the value with `other` at the pointer. */
function replaced(value: unknown, [first, ...rest]: string[], other: unknown): unknown {
  if (first === undefined) return other
  if (Array.isArray(value))
    return value.map((item, index) =>
      index === Number(first) ? replaced(item, rest, other) : item,
    )
  const { [first]: inner, ...more } = value as Record<string, unknown>
  const changed = replaced(inner, rest, other)
  return changed === absent ? more : { ...more, [first]: changed }
}

/** A value with another type that no branch of a union allows either. */
function ofAnotherType(value: unknown): unknown {
  if (value === null) return false
  if (typeof value === 'string') return 42
  if (Array.isArray(value)) return {}
  return typeof value === 'object' ? [] : String(value)
}

/** Copies of the value with one fault each, at every depth of its schema. */
export function valueFaults(
  { document, check }: Contract,
  schema: string,
  value: unknown,
): { name: string; value: unknown }[] {
  const faults: { name: string; value: unknown }[] = []
  const change = (name: string, place: string, other: unknown) =>
    faults.push({
      name: `${place || '/'} ${name}`,
      value: replaced(value, pointerSegments(place), other),
    })
  walkValue(document, (pointer, one) => check(pointer, one).length === 0, {
    value(pointer, own, place) {
      const schema = valueAt(document, pointer)
      if (!isObject(schema)) return
      change('of another type', place, ofAnotherType(own))
      if (isObject(own) && schema.additionalProperties !== true)
        change('unknown', place + pointerSegment('unexpected'), 42)
      for (const name of Array.isArray(schema.required) ? schema.required : [])
        change('left out', place + pointerSegment(name), absent)
      if (typeof own === 'string' && valuesOf(schema).length > 0)
        change('outside its list', place, `${own}x`)
      if (typeof own === 'string' && (schema.pattern ?? schema.format ?? schema.minLength))
        change('malformed', place, schema.minLength ? '' : '/ /')
      if (typeof own === 'number' && typeof schema.minimum === 'number')
        change('below its minimum', place, schema.minimum - 1)
      if (Array.isArray(own) && schema.minItems) change('emptied', place, [])
    },
  })(schema, value)
  return faults
}
