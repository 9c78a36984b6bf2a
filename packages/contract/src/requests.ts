import {
  bodyPointer,
  isJson,
  isObject,
  mediaType,
  type OpenApiDocument,
  type Operation,
  type Parameter,
  pointerSegment,
  type Resolved,
  resolve,
  type Schema,
  valueSchema,
} from './document.ts'
import type { SentRequest } from './exchange.ts'
import { fieldSchemas, formFields, formType } from './forms.ts'
import type { CheckValue, Fault } from './schemas.ts'

/** A fault of a request. `pointer` begins with `path/…`, `query/…`, `header/…`, or `#` for the body. */
export type RequestFault = Fault

/** Returns a function that finds the operation of a method and a path. */
export function createRouter(operations: Operation[]) {
  const routes = operations.map((operation) => ({
    operation,
    pattern: new RegExp(`^${operation.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`),
  }))
  const lengthOf = (path: string) => path.replace(/\/$/, '').split('/').length
  const byLength = Map.groupBy(routes, ({ operation }) => lengthOf(operation.path))
  return (method: string, url: string) => {
    const { pathname } = new URL(url)
    const here = (byLength.get(lengthOf(pathname)) ?? []).flatMap(({ operation, pattern }) => {
      const match = pattern.exec(pathname)
      return match ? [{ operation, path: { ...match.groups } }] : []
    })
    return {
      match: here.find(({ operation }) => operation.method === method),
      /** The methods that the path has. */
      methods: here.map(({ operation }) => operation.method),
    }
  }
}

const text = (value: string, type: unknown): unknown => {
  const types = [type].flat()
  if (types.includes('boolean') && /^(true|false)$/.test(value)) return value === 'true'
  if (types.includes('integer') && /^-?(0|[1-9]\d*)$/.test(value)) return Number(value)
  if (types.includes('number') && /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(value))
    return Number(value)
  return value
}

/** Converts a parameter or a header to its schema's type. */
export function readValue(document: OpenApiDocument, schema: unknown, value: string): unknown {
  if (!isObject(schema)) return value
  const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined
  return name
    ? readValue(document, document.components.schemas?.[name], value)
    : text(value, typesOf(schema))
}

/**
 * The form in the body of a request as an object: fields with the types of the schema, files as texts, and an array for a
 * field that occurs more than once. Undefined if it is not a whole form.
 */
export function formValue(
  document: OpenApiDocument,
  schema: string,
  { headers, body }: SentRequest,
): Record<string, unknown> | undefined {
  const fields = formFields(headers.get('content-type') ?? '', body)
  const schemas = fieldSchemas(document, schema)
  const values = fields?.map(
    ([name, text]) => [name, readValue(document, schemas[name], text)] as const,
  )
  const byName = values && Map.groupBy(values, ([name]) => name)
  return (
    byName &&
    Object.fromEntries(
      [...byName].map(([name, all]) => [
        name,
        all.length > 1 ? all.map(([, one]) => one) : all[0]?.[1],
      ]),
    )
  )
}

/** The types that a value of the schema can have, by itself or as one of several forms. */
const typesOf = ({ type, anyOf }: Schema): unknown[] => [
  ...[type].flat(),
  ...(Array.isArray(anyOf) ? anyOf.flatMap((form) => typesOf(form)) : []),
]

/** Returns a function that finds the faults of requests. A server must refuse a request with a fault. */
export function createRequestCheck(document: OpenApiDocument, check: CheckValue) {
  const ofParameter = (
    { object, pointer }: Resolved<Parameter>,
    values: readonly string[],
  ): RequestFault[] => {
    const where = `${object.in}/${object.name}`
    const source = pointer
    const [value, ...more] = values
    if (value === undefined)
      return object.required
        ? [{ pointer: where, expected: 'a value (required)', source, got: undefined }]
        : []
    if (more.length > 0) return [{ pointer: where, expected: 'one value', source, got: values }]
    if (value === '' && object.allowEmptyValue) return []
    const schema = valueSchema(document, { object, pointer })
    let read: unknown
    try {
      read = schema.isJson ? JSON.parse(value) : readValue(document, object.schema, value)
    } catch {
      return [{ pointer: where, expected: 'JSON', source, got: value }]
    }
    return check(schema.pointer, read).map((fault) => ({
      ...fault,
      pointer: where + fault.pointer,
    }))
  }

  const ofBody = (operation: Operation, request: SentRequest): RequestFault[] => {
    const { body } = operation
    if (!body) return []
    const source = body.pointer
    if (request.body === '')
      return body.object.required
        ? [{ pointer: '#', expected: 'a body (required)', source, got: undefined }]
        : []
    const type = mediaType(request.headers.get('content-type'))
    const known = Object.keys(body.object.content)
    if (!known.includes(type))
      return [{ pointer: 'header/content-type', expected: known.join(' or '), source, got: type }]
    const schema = bodyPointer(operation, type)
    const read = (value: unknown) =>
      check(schema, value).map((fault) => ({ ...fault, pointer: `#${fault.pointer}` }))
    if (type === formType) {
      const form = formValue(document, schema, request)
      return form ? read(form) : [{ pointer: '#', expected: 'a form', source, got: request.body }]
    }
    if (!isJson(type)) return []
    let value: unknown
    try {
      // A byte order mark may be ignored (RFC 8259 §8.1).
      value = JSON.parse(request.body.replace(/^\ufeff/, ''))
    } catch {
      return [{ pointer: '#', expected: 'JSON', source, got: request.body }]
    }
    return read(value)
  }

  const ofCredentials = (
    { security, pointer: source }: Operation,
    { headers }: SentRequest,
  ): RequestFault[] => {
    const given = headers.get('authorization') ?? undefined
    const expected = security.map((name) => {
      const at = `/components/securitySchemes${pointerSegment(name)}`
      const { type, scheme } = resolve<Record<string, unknown>>(document, at).object
      return type === 'http' ? String(scheme) : undefined
    })
    // Only schemes of HTTP have their credentials in this header.
    const isFine = expected.some(
      (scheme) => scheme === undefined || new RegExp(`^${scheme} +\\S`, 'i').test(given ?? ''),
    )
    if (security.length === 0 || isFine) return []
    const what = `credentials of the scheme ${expected.join(' or ')}`
    return [{ pointer: 'header/authorization', expected: what, source, got: given }]
  }

  return (
    operation: Operation,
    path: Record<string, string>,
    request: SentRequest,
  ): RequestFault[] => {
    const { searchParams } = new URL(request.url)
    const faults: RequestFault[] = []
    const source = operation.pointer
    for (const parameter of operation.parameters) {
      const { name } = parameter.object
      if (parameter.object.in === 'header') {
        const value = request.headers.get(name)
        faults.push(...ofParameter(parameter, value === null ? [] : [value]))
      } else if (parameter.object.in === 'query') {
        faults.push(...ofParameter(parameter, searchParams.getAll(name)))
      } else {
        const value = decoded(path[name] ?? '')
        faults.push(
          ...(value === undefined
            ? [
                {
                  pointer: `path/${name}`,
                  expected: 'percent-encoded UTF-8',
                  source,
                  got: path[name],
                },
              ]
            : ofParameter(parameter, [value])),
        )
      }
    }
    const query = operation.parameters.filter(({ object }) => object.in === 'query')
    for (const name of new Set(searchParams.keys()))
      if (!query.some(({ object }) => object.name === name))
        faults.push({
          pointer: `query/${name}`,
          expected: 'no such parameter',
          source,
          got: searchParams.get(name),
        })
    return [...faults, ...ofCredentials(operation, request), ...ofBody(operation, request)]
  }
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}
