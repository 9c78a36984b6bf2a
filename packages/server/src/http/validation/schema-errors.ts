import type { ErrorObject } from 'ajv/dist/2020.js'
import { type FieldPath, fieldPath } from '../../base/json-pointer.ts'
import type { Fault } from '../../operations/operation.ts'

/** Returns a readable message for an error of Ajv. */
export function describeError(error: ErrorObject): Fault {
  const { keyword, instancePath, params, propertyName } = error
  const field = fieldPath(instancePath)
  const [unknown] = unknownFieldOf(error)
  if (unknown) return { field: unknown, why: unknownProperty }
  switch (keyword) {
    case 'required':
      return {
        field: [...field, params.missingProperty],
        why: 'Required property was not present.',
      }
    case 'propertyNames':
      return { field, why: `Key ${JSON.stringify(params.propertyName)} is not valid.` }
  }
  const why = whyOf(error)
  if (propertyName === undefined) return { field, why: sentence(why) }
  return { field, why: `Key ${JSON.stringify(propertyName)} ${why}.` }
}

/** Returns the undocumented property that the error is about, or undefined for other errors. */
export function unknownFieldOf({ keyword, instancePath, params }: ErrorObject): FieldPath[] {
  if (keyword === 'additionalProperties')
    return [[...fieldPath(instancePath), params.additionalProperty]]
  if (keyword === 'unevaluatedProperties')
    return [[...fieldPath(instancePath), params.unevaluatedProperty]]
  return []
}

export const unknownProperty = 'Unknown property.'

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

const counted = (count: number, what: string, plural = `${what}s`) =>
  `${count} ${count === 1 ? what : plural}`

function whyOf(error: ErrorObject): string {
  const { keyword, params } = error
  switch (keyword) {
    case 'type':
      return `must be ${[params.type].flat().join(' or ')}`
    case 'not':
      return 'is not allowed'
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`
    case 'enum':
      return `must be one of ${params.allowedValues.map((one: unknown) => JSON.stringify(one)).join(', ')}`
    case 'minimum':
      return `must be at least ${params.limit}`
    case 'maximum':
      return `must be at most ${params.limit}`
    case 'minLength':
      return `must have at least ${counted(params.limit, 'character')}`
    case 'maxLength':
      return `must have at most ${counted(params.limit, 'character')}`
    case 'minItems':
      return `must have at least ${counted(params.limit, 'item')}`
    case 'maxItems':
      return `must have at most ${counted(params.limit, 'item')}`
    case 'minProperties':
      return `must have at least ${counted(params.limit, 'property', 'properties')}`
    case 'maxProperties':
      return `must have at most ${counted(params.limit, 'property', 'properties')}`
    case 'uniqueItems':
      return `must not have the same item twice: items ${params.j} and ${params.i} are equal`
    case 'discriminator':
      return params.error === 'tag'
        ? `must have the string property ${params.tag}`
        : `must have a documented value as ${params.tag}, not ${JSON.stringify(params.tagValue)}`
    default:
      return error.message ?? keyword
  }
}
