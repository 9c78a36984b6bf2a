import { jsonPointer } from '../../base/json-pointer.ts'
import { lazily } from '../../base/lazily.ts'
import type { Fault } from '../../operations/operation.ts'
import { jsonFault } from '../bodies.ts'
import type { RequestFault } from '../errors.ts'
import { UnreadForm } from '../forms.ts'
import type { LoadDocument, Operation, Parameter } from '../operation.ts'
import { unknownProperty } from './schema-errors.ts'
import type { Check, Checked, Schemas, UnknownFields } from './schemas.ts'

export type Values = Record<string, unknown>

/** A request as read by Fastify. Parameters are text. */
export interface RawRequest {
  params: unknown
  query: unknown
  headers: Values
  body?: unknown
}

/** A request with converted parameters, and its faults. */
export interface ValidatedRequest {
  path: Values
  query: Values
  header: Values
  body: unknown
  faults: RequestFault[]
}

/** Validates a request, and does not change it. */
export type Validate = (
  request: RawRequest,
  unknownFields: UnknownFields,
) => Promise<ValidatedRequest>

/** Returns a function that validates the requests of an operation. */
export function createValidation(loadDocument: LoadDocument): (operation: Operation) => Validate {
  const validation = created.get(loadDocument) ?? createLazily(loadDocument)
  created.set(loadDocument, validation)
  return validation
}

/** Servers of one process share a document and its compiled schemas. */
const created = new WeakMap<LoadDocument, (operation: Operation) => Validate>()

const emptyRequest: ValidatedRequest = {
  path: {},
  query: {},
  header: {},
  body: undefined,
  faults: [],
}

/** Loading Ajv and the document takes longer than starting a server, so the first request that needs them loads them. */
function createLazily(loadDocument: LoadDocument): (operation: Operation) => Validate {
  const loadSchemas = lazily(async () => {
    const [{ createSchemas }, document] = await Promise.all([
      import('./schemas.ts'),
      loadDocument(),
    ])
    return createSchemas(document)
  })
  const compiled = new Map<Operation, () => Promise<ReturnType<typeof compile>>>()
  const loadOf = (operation: Operation) => {
    const load =
      compiled.get(operation) ?? lazily(async () => compile(operation, await loadSchemas()))
    compiled.set(operation, load)
    return load
  }
  return (operation) => {
    const takesNothing = operation.parameters.length === 0 && operation.body === null
    const load = loadOf(operation)
    return async (request, unknownFields) => {
      if (takesNothing && Object.keys(request.query as object).length === 0) return emptyRequest
      return (await load())(request, unknownFields)
    }
  }
}

function compile({ parameters, body }: Operation, schemas: Schemas) {
  const readPath = parameterReader('path', parameters, schemas)
  const readQuery = parameterReader('query', parameters, schemas)
  const readHeader = parameterReader('header', parameters, schemas)
  const checkBody = body && schemas.check(schemas.reference(body.schema))
  const readOf = (given: unknown, unknownFields: UnknownFields): Checked | null =>
    body && checkBody && body.form
      ? formOf(given, body.form, (value) => checkBody(value, unknownFields))
      : checkBody && readBody(given, body?.required === true, checkBody, unknownFields)
  return (request: RawRequest, unknownFields: UnknownFields): ValidatedRequest => {
    const path = readPath(request.params as Values, unknownFields)
    const query = readQuery(request.query as Values, unknownFields)
    const header = readHeader(request.headers, unknownFields)
    const read = readOf(request.body, unknownFields)
    return {
      path: path.values,
      query: query.values,
      header: header.values,
      body: read?.value,
      faults: [
        ...placed('path', path.faults),
        ...placed('query', query.faults),
        ...placed('header', header.faults),
        ...placed('body', read?.faults ?? []),
      ],
    }
  }
}

const placed = (location: RequestFault['in'], faults: Fault[]): RequestFault[] =>
  faults.map((fault) => ({ ...fault, in: location }))

function readBody(
  body: unknown,
  isRequired: boolean,
  check: Check,
  unknownFields: UnknownFields,
): Checked {
  const refused = (fault: Fault) => ({ value: body, faults: [fault] })
  const isAbsent = body === undefined || body === null
  if (isAbsent && isRequired) return refused({ field: [], why: 'A JSON body is required.' })
  // Some clients send null for no body, and some schemas allow it.
  if (isAbsent)
    return { value: undefined, faults: body === null ? check(null, unknownFields).faults : [] }
  const fault = jsonFault(body)
  if (!fault) return check(body, unknownFields)
  // A body that is nested too deeply must not be walked.
  if (fault.field.length === 0) return refused(fault)
  // The other items of a batch must be valid too before a handler sees them.
  const place = jsonPointer(fault.field)
  const others = check(body, unknownFields).faults.filter(
    ({ field }) => jsonPointer(field) !== place,
  )
  return { value: body, faults: [fault, ...others] }
}

/** The form of the request, which checks its fields when the handler reads it. A form is required. */
function formOf(
  given: unknown,
  types: Readonly<Record<string, string>>,
  check: (value: object) => Checked,
): Checked {
  if (!(given instanceof UnreadForm))
    return { value: undefined, faults: [{ field: [], why: 'A form is required.' }] }
  const form = given.checkedBy((texts, hasFile) => {
    const fields = [...texts].map(([name, text]) => [name, fieldValue(text, types[name])])
    const { value, faults } = check({
      ...(hasFile && { file: '…' }),
      ...Object.fromEntries(fields),
    })
    return { values: value, faults }
  })
  return { value: form, faults: [] }
}

/** Forms are a new feature, so no older client sends Python's booleans in them. */
const fieldValue = (text: string, type = 'string') =>
  type === 'boolean' && !/^(true|false)$/.test(text) ? text : converted(text, type)

/** The values of the parameters of one location, by their documented names, and their faults. */
type ReadParameters = (
  given: Values,
  unknownFields: UnknownFields,
) => { values: Values; faults: Fault[] }

/** Reads and validates the parameters of one location. Undocumented parameters are reported only in the query. */
function parameterReader(
  location: Parameter['in'],
  all: readonly Parameter[],
  { check, reference }: Schemas,
): ReadParameters {
  const parameters = all
    .filter((parameter) => parameter.in === location)
    // Names of headers are case-insensitive.
    .map((one) => ({ ...one, key: location === 'header' ? one.name.toLowerCase() : one.name }))
  const checkValues = check({
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, reference(schema)])),
    required: parameters.flatMap(({ name, required }) => (required ? [name] : [])),
    additionalProperties: location !== 'query',
  })
  const names = new Set(parameters.map(({ name }) => name))
  const isOptional = parameters.every(({ required }) => !required)
  return (given, unknownFields) => {
    const faults: Fault[] = []
    const values: Values = location === 'query' ? { ...given } : {}
    for (const { name, key, type, allowsEmpty } of parameters) {
      const text = given[key]
      if (text === undefined) continue
      if (text === '' && allowsEmpty) {
        delete values[name]
        continue
      }
      const { value, fault } = type === 'json' ? parsed(text) : { value: converted(text, type) }
      if (fault) faults.push({ field: [name, ...fault.field], why: fault.why })
      if (fault) delete values[name]
      else values[name] = value
    }
    // A repeated parameter is an array.
    for (const name in location === 'query' ? given : {}) {
      if (!Array.isArray(given[name])) continue
      delete values[name]
      if (unknownFields === 'refuse' || names.has(name))
        faults.push({ field: [name], why: 'Must be given only once.' })
    }
    // Most requests have none of their optional parameters.
    if (isOptional && faults.length === 0 && isEmpty(values)) return { values, faults }
    const checked = checkValues(values, unknownFields)
    return {
      values: checked.value as Values,
      faults: [...faults, ...inParameters(checked.faults)],
    }
  }
}

function isEmpty(values: Values): boolean {
  for (const _ in values) return false
  return true
}

const inParameters = (faults: Fault[]) =>
  faults.map(({ field, why }) => ({
    field,
    why: field.length === 1 && why === unknownProperty ? 'Unknown parameter.' : why,
  }))

/** Constants as JSON and as Python write them. */
const booleans = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
])

/** Parses a text as JSON if the value has the type. Ajv itself would accept `1e1` and `0x1` as integers. */
function converted(text: unknown, type: string): unknown {
  if (typeof text !== 'string') return text
  if (type === 'boolean') return booleans.get(text) ?? text
  const isNumber =
    (type === 'integer' && /^-?(0|[1-9]\d*)$/.test(text)) ||
    (type === 'number' && /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(text))
  return isNumber ? Number(text) : text
}

/** Parses a text as JSON. */
function parsed(text: unknown): { value?: unknown; fault?: Fault | undefined } {
  if (typeof text !== 'string') return {}
  try {
    const value: unknown = JSON.parse(text)
    return { value, fault: jsonFault(value) }
  } catch (error) {
    return { fault: { field: [], why: `Must be JSON: ${(error as Error).message}.` } }
  }
}
