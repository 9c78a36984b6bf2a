import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { preparedSchemas, sourcePointer } from './closed.ts'
import { isObject, type OpenApiDocument, pointerSegment, type Schema, valueAt } from './document.ts'
import { possibleBranches } from './tags.ts'

/**
 * A difference between a value and its schema, at one place.
 *
 * @example
 * const faults: Fault[] = contract.check('/components/schemas/Pet', { name: 7 })
 * // [{ pointer: '/name', expected: 'string', got: 7, source: '/components/schemas/Pet/properties/name' }]
 */
export interface Fault {
  /** JSON pointer into the value. */
  pointer: string
  expected: string
  /** JSON pointer to the part of the document that the value differs from. */
  source: string
  /** Undefined if the value is absent. */
  got: unknown
}

/** Finds the faults of values against the schema at a pointer of the document. */
export type CheckValue = (pointer: string, value: unknown) => Fault[]

/** With `closed`, an undocumented property is a fault even if the schema allows it. */
export function createSchemas(document: OpenApiDocument, closed: boolean): CheckValue {
  const prepared = preparedSchemas(document, closed)
  // The document has keywords such as `example`, which Ajv's strict mode refuses.
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, inlineRefs: false })
  addFormats.default(ajv)
  ajv.addSchema(prepared.root, undefined, undefined, false)
  const compiled = new Map<unknown, ValidateFunction>()
  const validator = (key: unknown, schema: () => Schema) => {
    const known = compiled.get(key) ?? ajv.compile(schema())
    compiled.set(key, known)
    return known
  }

  const faultsOf = (validate: ValidateFunction, value: unknown): Fault[] => {
    if (validate(value)) return []
    let errors = validate.errors ?? []
    const faults: Fault[] = []
    // Ajv reports a union after the unions that it contains.
    for (const union of errors.filter(isUnion).toReversed()) {
      if (!errors.includes(union)) continue
      errors = errors.filter((error) => error !== union && !isOfBranch(error, union))
      faults.push(...nearest(union))
    }
    const told = errors.filter((error) => !isConsequence(document, error, errors, faults))
    return [...told.map((error) => faultOf(document, error)), ...faults]
  }

  /** The faults against the branch of a union that is closest to the value. */
  const nearest = (union: ErrorObject): Fault[] => {
    const branches = union.schema as Schema[]
    const possible = possibleBranches(document, branches.map(placeOf), union.data)
    // If its tags match no branch, the value may still be close to one.
    const compared = branches.filter(
      (one) => possible.length === 0 || possible.includes(placeOf(one)),
    )
    const tries = compared.map((branch) =>
      faultsOf(
        validator(branch, () => prepared.asStandalone(branch)),
        union.data,
      ),
    )
    const fits = tries.filter((faults) => faults.length === 0).length
    const best = tries
      .filter((faults) => faults.length > 0)
      .toSorted((one, other) => distance(one) - distance(other))
    const [closest = [], next] = best
    const ambiguous = next !== undefined && distance(next) === distance(closest)
    if (fits > 0 || ambiguous) {
      const expected = fits > 0 ? `only one of ${branches.length} forms, not ${fits}` : oneOf(tries)
      return [{ ...faultOf(document, union), expected }]
    }
    return closest.map((fault) => ({ ...fault, pointer: union.instancePath + fault.pointer }))
  }

  const check: CheckValue = (pointer, value) => {
    const branch = onlyBranch(document, pointer, value)
    // If only one branch is possible, a value that is valid against it is valid against the union.
    if (branch !== undefined && check(branch, value).length === 0) return []
    return faultsOf(
      validator(pointer, () => prepared.at(pointer)),
      value,
    )
  }
  return check
}

const placeOf = (schema: Schema) => String(schema[sourcePointer])

/** The branch that the value's tag selects, if the schema at the pointer is only a union. */
function onlyBranch(
  document: OpenApiDocument,
  pointer: string,
  value: unknown,
): string | undefined {
  const schema = valueAt(document, pointer)
  if (!isObject(schema)) return undefined
  if (typeof schema.$ref === 'string' && Object.keys(schema).length === 1)
    return onlyBranch(document, schema.$ref.slice(1), value)
  const { oneOf } = schema
  const isPlain = Object.keys(schema).every((keyword) => annotationKeywords.includes(keyword))
  if (!Array.isArray(oneOf) || !isPlain) return undefined
  const branches = oneOf.map((_, index) => `${pointer}/oneOf/${index}`)
  const [branch, ...others] = possibleBranches(document, branches, value)
  return others.length === 0 ? branch : undefined
}

/** Keywords that may be in the same schema as a union without changing what is valid. */
const annotationKeywords = ['oneOf', 'discriminator', 'title', 'description', 'example', 'examples']

const isUnion = ({ keyword }: ErrorObject) => keyword === 'oneOf' || keyword === 'anyOf'

/** Whether the error is in a branch of the union, or follows from no branch matching. */
const isOfBranch = (error: ErrorObject, union: ErrorObject) =>
  error.instancePath === union.instancePath
    ? error.parentSchema !== union.parentSchema || error.keyword === 'unevaluatedProperties'
    : error.instancePath.startsWith(`${union.instancePath}/`)

/** If a composition fails, its documented properties count as unknown too. Such an error is redundant. */
function isConsequence(
  document: OpenApiDocument,
  error: ErrorObject,
  errors: ErrorObject[],
  faults: Fault[],
): boolean {
  if (error.keyword !== 'unevaluatedProperties') return false
  const known = knownProperties(document, String((error.parentSchema as Schema)[sourcePointer]))
  if (!known.includes(error.params.unevaluatedProperty)) return false
  const others = errors.filter(({ keyword }) => keyword !== 'unevaluatedProperties')
  return [...others.map(({ instancePath }) => instancePath), ...faults.map((f) => f.pointer)].some(
    (pointer) => pointer === error.instancePath || pointer.startsWith(`${error.instancePath}/`),
  )
}

/** The properties that a schema documents, itself or through the schemas it is composed of. */
function knownProperties(document: OpenApiDocument, pointer: string): string[] {
  const schema = valueAt(document, pointer)
  if (!isObject(schema)) return []
  const members = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) =>
    Array.isArray(schema[keyword])
      ? schema[keyword].map((_, index) => `${pointer}/${keyword}/${index}`)
      : [],
  )
  if (typeof schema.$ref === 'string') members.push(schema.$ref.slice(1))
  return [
    ...new Set([
      ...Object.keys(schema.properties ?? {}),
      ...members.flatMap((member) => knownProperties(document, member)),
    ]),
  ]
}

/** How far a value is from a schema. A different type counts more than faults inside the value. */
const distance = (faults: Fault[]) =>
  faults.reduce(
    (sum, { pointer, expected }) =>
      sum + (pointer === '' ? 100 : 1) * (expected.startsWith('exactly') ? 10 : 1),
    0,
  )

const oneOf = (tries: Fault[][]) =>
  [...new Set(tries.map((faults) => faults.map(({ expected }) => expected).join(' and ')))].join(
    ', or ',
  )

const json = (value: unknown) => JSON.stringify(value)

function faultOf(document: OpenApiDocument, error: ErrorObject): Fault {
  const { keyword, params, instancePath, parentSchema, propertyName } = error
  const source = String((parentSchema as Schema)[sourcePointer])
  const found = (pointer: string, expected: string, got: unknown, where = source): Fault => ({
    pointer,
    expected,
    source: where,
    got,
  })
  const child = (name: string) => (isObject(error.data) ? error.data[name] : undefined)
  switch (keyword) {
    case 'required': {
      const name: string = params.missingProperty
      const where = `${source}/properties${pointerSegment(name)}`
      const schema = valueAt(document, where)
      const kind = schema === undefined ? 'a value' : kindOf(document, schema)
      const exists = schema === undefined ? `${source}/required` : where
      return found(instancePath + pointerSegment(name), `${kind} (required)`, undefined, exists)
    }
    case 'unevaluatedProperties':
    case 'additionalProperties': {
      const name: string = params.unevaluatedProperty ?? params.additionalProperty
      const target = resolvedPlace(document, source)
      const known = knownProperties(document, target)
      const expected = known.length > 0 ? `nothing; known are ${known.join(', ')}` : 'nothing'
      return found(instancePath + pointerSegment(name), expected, child(name), target)
    }
    case 'type':
      return found(instancePath, [params.type].flat().join(' or '), error.data)
    case 'const':
      return found(instancePath, `exactly ${json(params.allowedValue)}`, error.data)
    case 'enum':
      return found(
        instancePath,
        `exactly ${params.allowedValues.map(json).join(' or ')}`,
        error.data,
      )
    case 'pattern':
    case 'format':
      return found(instancePath, `${keyword} ${params[keyword]}`, propertyName ?? error.data)
    default:
      return found(instancePath, error.message ?? keyword, propertyName ?? error.data)
  }
}

function resolvedPlace(document: OpenApiDocument, pointer: string): string {
  const schema = valueAt(document, pointer)
  return isObject(schema) && typeof schema.$ref === 'string'
    ? resolvedPlace(document, schema.$ref.slice(1))
    : pointer
}

/** A short description of a schema. */
function kindOf(document: OpenApiDocument, schema: unknown): string {
  if (!isObject(schema)) return 'a value'
  if (typeof schema.$ref === 'string')
    return kindOf(document, valueAt(document, schema.$ref.slice(1)))
  if (schema.type !== undefined) return [schema.type].flat().join(' or ')
  const union = schema.oneOf ?? schema.anyOf
  if (Array.isArray(union))
    return [...new Set(union.map((branch) => kindOf(document, branch)))].join(' or ')
  const [base] = Array.isArray(schema.allOf) ? schema.allOf : []
  return base === undefined ? 'a value' : kindOf(document, base)
}
