import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Faults } from '../operations/operation.ts'
import { bodySchemaRef, type Document, type Parameter, parametersOf } from './document.ts'

/** Where a parameter stands, in the words of a fault: `path/id`, `query/limit`. */
export type Place = 'path' | 'query' | 'header'

export interface Validation {
  /** The faults of a request body, keyed by URI-fragment JSON pointer; undefined where there are none. */
  body(body: unknown): Faults | undefined
  /** The faults of parameters, keyed by place and name. Values of other types than text are converted. */
  parameters(place: Place, values: Record<string, unknown>): Faults | undefined
}

/** Faults beyond this number, in each item of a body, are left out: an answer must not grow with the malice of a request. */
const mostFaults = 50

const documentId = 'document'

/** Compiles the document's schemas when an operation first needs them, so that starting stays quick. */
export function createValidation(document: Document) {
  const readable = withPlainDiscriminators(document)
  const ajv = new Ajv2020({
    // The document brings keywords of its own (`example`, `discriminator`), which strict mode refuses.
    strict: false,
    // The schemas are no user's; a test holds them to the metaschema, which takes longer than compiling them.
    meta: false,
    validateSchema: false,
    allErrors: true,
    discriminator: true,
  })
  addFormats.default(ajv)
  ajv.addSchema(readable, documentId, undefined, false)

  return (path: string, method: string): Validation => {
    const validateBody = once(() => ajv.compile({ $ref: documentId + bodySchemaRef(path, method) }))
    const declared = once(() => parametersOf(document, path, method))
    const validators = {
      path: once(() => ajv.compile(objectSchema(declared(), 'path'))),
      query: once(() => ajv.compile(objectSchema(declared(), 'query'))),
      header: once(() => ajv.compile(objectSchema(declared(), 'header'))),
    }
    const jsonParameters = once(() =>
      declared()
        .filter(({ isJson }) => isJson)
        .map(({ name, schemaRef }) => ({
          name,
          validate: ajv.compile({ $ref: documentId + schemaRef }),
        })),
    )
    return {
      body: (body) => faultsOf(validateBody(), body, (pointer) => `#${pointer}`),
      parameters(place, values) {
        const name = (pointer: string) => {
          const [, key = ''] = pointer.split('/')
          const parameter = declared().find((one) => one.in === place && keyOf(one) === key)
          return `${place}/${parameter?.name ?? key}`
        }
        for (const parameter of declared()) {
          const key = keyOf(parameter)
          const value = values[key]
          if (parameter.in === place && typeof value === 'string')
            values[key] = converted(value, parameter.type)
        }
        const faults = merged(faultsOf(validators[place](), values, name), repeated(place, values))
        if (place !== 'query') return faults
        return jsonParameters().reduce(
          (all, { name, validate }) => merged(all, jsonFaults(name, values[name], validate)),
          faults,
        )
      },
    }
  }
}

/**
 * The document as Ajv reads it: it goes by the tags' `const`, refuses a discriminator's mapping, and lets
 * anything that is no object through a discriminator.
 */
function withPlainDiscriminators({ components, ...document }: Document): Document {
  const schemas = Object.entries(components.schemas ?? {}).map(([name, schema]) => {
    if (!('discriminator' in schema)) return [name, schema]
    const { propertyName } = schema.discriminator as { propertyName: string }
    return [name, { type: 'object', ...schema, discriminator: { propertyName } }]
  })
  return { ...document, components: { ...components, schemas: Object.fromEntries(schemas) } }
}

/** Under which key the value of a parameter arrives: HTTP has no case in the names of headers. */
const keyOf = ({ in: place, name }: Parameter) => (place === 'header' ? name.toLowerCase() : name)

/** A text as JSON would have it, where that is of the type; Ajv itself would take `1e1` and `0x1` as integers. */
function converted(value: string, type: unknown): unknown {
  if (type === 'boolean' && /^(true|false)$/.test(value)) return value === 'true'
  return type === 'integer' && /^-?(0|[1-9]\d*)$/.test(value) ? Number(value) : value
}

/** All parameters in one place as one object. Those of the query are all known, or refused by name. */
const objectSchema = (parameters: Parameter[], place: Place) => {
  const here = parameters.filter((parameter) => parameter.in === place)
  return {
    type: 'object',
    properties: Object.fromEntries(
      here.map((parameter) => [
        keyOf(parameter),
        parameter.isJson ? { type: 'string' } : { $ref: documentId + parameter.schemaRef },
      ]),
    ),
    required: here.filter(({ required }) => required).map(keyOf),
    additionalProperties: place !== 'query',
  }
}

function jsonFaults(name: string, text: unknown, validate: ValidateFunction): Faults | undefined {
  if (typeof text !== 'string') return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { [`query/${name}`]: [`Must be JSON: ${(error as Error).message}.`] }
  }
  return faultsOf(validate, value, (pointer) => `query/${name}${pointer}`)
}

/** A parameter that is given several times arrives as an array. */
function repeated(place: Place, values: Record<string, unknown>): Faults | undefined {
  const names = Object.keys(values).filter((name) => Array.isArray(values[name]))
  if (names.length === 0) return undefined
  return Object.fromEntries(names.map((name) => [`${place}/${name}`, ['Must be given only once.']]))
}

function merged(one: Faults | undefined, other: Faults | undefined): Faults | undefined {
  return one && other ? { ...one, ...other } : (one ?? other)
}

function faultsOf(
  validate: ValidateFunction,
  value: unknown,
  where: (pointer: string) => string,
): Faults | undefined {
  if (validate(value)) return undefined
  const faults: Record<string, Set<string>> = {}
  for (const error of telling(validate.errors ?? [])) {
    const { pointer, why } = described(error)
    faults[where(pointer)] ??= new Set()
    faults[where(pointer)]?.add(why)
  }
  return Object.fromEntries(Object.entries(faults).map(([where, whys]) => [where, [...whys]]))
}

/** The errors worth an answer, some of every item that has any. */
function telling(errors: ErrorObject[]): ErrorObject[] {
  // That no branch of a union fits says nothing beside why each does not.
  const all = errors.filter(({ keyword }) => keyword !== 'oneOf')
  const items = Map.groupBy(all, ({ instancePath }) => instancePath.split('/')[1] ?? '')
  // Only while the value as a whole is in order is the number of its items bounded.
  const whole = items.get('')
  if (whole) return [...new Set([...whole, ...all])].slice(0, mostFaults)
  return [...items.values()].flatMap((errors) => errors.slice(0, mostFaults))
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

function described({
  keyword,
  instancePath,
  params,
  message = keyword,
  propertyName,
}: ErrorObject) {
  const child = (name: string) =>
    `${instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
  switch (keyword) {
    case 'additionalProperties':
      return { pointer: child(params.additionalProperty), why: 'Unknown property.' }
    case 'unevaluatedProperties':
      return { pointer: child(params.unevaluatedProperty), why: 'Unknown property.' }
    case 'required':
      return { pointer: child(params.missingProperty), why: 'Required property was not present.' }
    case 'propertyNames':
      return {
        pointer: instancePath,
        why: `Key ${JSON.stringify(params.propertyName)} is not valid.`,
      }
    case 'type':
      return { pointer: instancePath, why: `Must be ${[params.type].flat().join(' or ')}.` }
    case 'const':
      return { pointer: instancePath, why: `Must be ${JSON.stringify(params.allowedValue)}.` }
    case 'enum':
      return {
        pointer: instancePath,
        why: `Must be one of ${params.allowedValues.map((value: unknown) => JSON.stringify(value)).join(', ')}.`,
      }
    default:
      return propertyName === undefined
        ? { pointer: instancePath, why: sentence(message) }
        : { pointer: instancePath, why: sentence(`Key ${JSON.stringify(propertyName)} ${message}`) }
  }
}

const once = <T>(make: () => T) => {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
