/**
 * The parts of an OpenAPI 3.1 document that are read here. It must be bundled: every reference is local.
 *
 * @example
 * const document: OpenApiDocument = JSON.parse(await readFile('openapi.json', 'utf8'))
 */
export interface OpenApiDocument {
  paths: Record<string, Record<string, unknown>>
  webhooks?: Record<string, Record<string, unknown>>
  components: Record<string, Record<string, unknown>>
}

export type Schema = Record<string, unknown>

/** An object of the document with its references resolved, and its JSON pointer from the document's root. */
export interface Resolved<T> {
  object: T
  pointer: string
}

export interface MediaType {
  schema?: Schema
  examples?: Record<string, { $ref?: string; value?: unknown }>
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  allowEmptyValue?: boolean
  schema?: Schema
  content?: Record<string, MediaType>
  example?: unknown
}

export interface ResponseObject {
  headers?: Record<string, unknown>
  content?: Record<string, MediaType>
}

export interface RequestBody {
  required?: boolean
  content: Record<string, MediaType>
}

/**
 * An operation of the document, with its parameters, body and responses behind their references.
 *
 * @example
 * for (const { id, responses } of contract.operations) console.log(id, [...responses.keys()])
 */
export interface Operation extends Resolved<Record<string, unknown>> {
  id: string
  /** In upper case. */
  method: string
  /** The template, such as `/v1/{appId}/users`. */
  path: string
  /** Names of the security schemes, one of which a request must satisfy; empty if the operation is open. */
  security: string[]
  parameters: Resolved<Parameter>[]
  body: Resolved<RequestBody> | undefined
  responses: Map<number, Resolved<ResponseObject>>
  /** Responses for a class of statuses, such as `2XX`, and `default`. */
  otherResponses: Map<string, Resolved<ResponseObject>>
}

/** An operation that the server of the document calls at a receiver. */
export interface WebhookOperation extends Operation {
  /** Its key in `webhooks`. Its path is empty. */
  name: string
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** One segment of a JSON pointer, escaped (RFC 6901 §3). */
export const pointerSegment = (key: string | number) =>
  `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The segments of a JSON pointer, unescaped. */
export const pointerSegments = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

const knownValues = new WeakMap<object, Map<string, unknown>>()

/** The value at the pointer in the document; undefined if there is none. Documents do not change. */
export function valueAt(document: object, pointer: string): unknown {
  const values = knownValues.get(document) ?? new Map<string, unknown>()
  knownValues.set(document, values)
  if (!values.has(pointer)) values.set(pointer, foundAt(document, pointer))
  return values.get(pointer)
}

function foundAt(document: object, pointer: string): unknown {
  let value: unknown = document
  for (const part of pointerSegments(pointer))
    value = Array.isArray(value)
      ? value[Number(part)]
      : isObject(value) && Object.hasOwn(value, part)
        ? value[part]
        : undefined
  return value
}

/** The object at the pointer. If that object is a `$ref`, the object to which it points. */
export function resolve<T>(document: OpenApiDocument, pointer: string): Resolved<T> {
  const object = valueAt(document, pointer)
  if (!isObject(object)) throw new Error(`The document has nothing at ${pointer}`)
  return typeof object.$ref === 'string'
    ? resolve(document, decodeURIComponent(object.$ref.slice(1)))
    : { object: object as T, pointer }
}

/** Every operation of the document except its webhooks. */
export const operationsOf = (document: OpenApiDocument): Operation[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    operationsAt(document, `/paths${pointerSegment(path)}`, item, path),
  )

/** Every operation of the webhooks of the document. */
export const webhooksOf = (document: OpenApiDocument): WebhookOperation[] =>
  Object.keys(document.webhooks ?? {}).flatMap((name) => {
    const { object, pointer } = resolve<Record<string, unknown>>(
      document,
      `/webhooks${pointerSegment(name)}`,
    )
    return operationsAt(document, pointer, object, '').map((operation) => ({
      ...operation,
      id: String(operation.object.operationId ?? name),
      name,
    }))
  })

/** The operations of a path item. */
function operationsAt(
  document: OpenApiDocument,
  itemPointer: string,
  item: Record<string, unknown>,
  path: string,
): Operation[] {
  const anywhere = (document as { security?: unknown }).security
  return methods
    .filter((method) => isObject(item[method]))
    .map((method): Operation => {
      const object = item[method] as Record<string, unknown>
      const pointer = `${itemPointer}/${method}`
      const security = (object.security ?? anywhere ?? []) as Record<string, unknown>[]
      const responses = Object.keys(object.responses ?? {}).map(
        (key) => [key, resolve<ResponseObject>(document, `${pointer}/responses/${key}`)] as const,
      )
      const isStatus = ([key]: readonly [string, unknown]) => /^\d+$/.test(key)
      return {
        id: String(object.operationId),
        method: method.toUpperCase(),
        path,
        object,
        pointer,
        security: security.flatMap((requirement) => Object.keys(requirement)),
        parameters: parametersOf(document, [itemPointer, pointer]),
        body: object.requestBody ? resolve(document, `${pointer}/requestBody`) : undefined,
        responses: new Map(
          responses.filter(isStatus).map(([status, response]) => [Number(status), response]),
        ),
        otherResponses: new Map(responses.filter((response) => !isStatus(response))),
      }
    })
}

/** The key of the response to a status: the status itself, its class, or `default` (OpenAPI 3.1 §4.8.16). */
export const responseKey = (
  { responses, otherResponses }: Operation,
  status: number,
): string | undefined =>
  responses.has(status)
    ? String(status)
    : [`${Math.floor(status / 100)}XX`, 'default'].find((key) => otherResponses.has(key))

/** The documented response to a status. */
export function responseTo(
  operation: Operation,
  status: number,
): Resolved<ResponseObject> | undefined {
  const key = responseKey(operation, status) ?? ''
  return operation.responses.get(Number(key)) ?? operation.otherResponses.get(key)
}

/** The path item's parameters apply to all its operations; an operation can override them (OpenAPI 3.1 §4.8.9.1). */
function parametersOf(document: OpenApiDocument, owners: string[]): Resolved<Parameter>[] {
  const found = new Map<string, Resolved<Parameter>>()
  for (const owner of owners) {
    const list = valueAt(document, `${owner}/parameters`)
    for (const index of Array.isArray(list) ? list.keys() : []) {
      const parameter = resolve<Parameter>(document, `${owner}/parameters/${index}`)
      found.set(`${parameter.object.in} ${parameter.object.name}`, parameter)
    }
  }
  return [...found.values()]
}

/**
 * The schema of a parameter's value, and whether its text is JSON, which follows from its `content` or from the
 * `contentSchema` of its text (JSON Schema Validation 2020-12 §8.5).
 */
export function valueSchema(
  document: OpenApiDocument,
  { object, pointer }: Resolved<Parameter>,
): { pointer: string; isJson: boolean } {
  const [type] = Object.keys(object.content ?? {})
  if (type !== undefined)
    return { pointer: `${pointer}/content${pointerSegment(type)}/schema`, isJson: true }
  const text = resolve<Schema>(document, `${pointer}/schema`)
  const isJsonText = isJson(String(text.object.contentMediaType)) && 'contentSchema' in text.object
  return isJsonText
    ? { pointer: `${text.pointer}/contentSchema`, isJson: true }
    : { pointer: `${pointer}/schema`, isJson: false }
}

/**
 * The schema of a response: for a stream, the schema of one event (the items of its `contentSchema`); otherwise the
 * schema of the whole body.
 */
export function bodySchema(document: OpenApiDocument, response: string, type: string): string {
  const schema = `${response}/content${pointerSegment(type)}/schema`
  if (valueAt(document, schema) === undefined) return schema
  const items = `${resolve(document, schema).pointer}/contentSchema/items`
  return valueAt(document, items) === undefined ? schema : items
}

/** The schema of an operation's request body. */
export const bodyPointer = ({ body }: Operation, type: string): string =>
  `${body?.pointer}/content${pointerSegment(type)}/schema`

/** The value of the parameter's own example; undefined if it has none. */
export function exampleOf(document: OpenApiDocument, parameter: Resolved<Parameter>): unknown {
  const { content, example } = parameter.object
  const [json] = examplesOf(document, Object.values(content ?? {})[0])
  if (json) return json.value
  const isText = typeof example === 'string' && valueSchema(document, parameter).isJson
  return isText ? JSON.parse(example) : example
}

/** The values of a media type's examples, by their keys. */
export function examplesOf(document: OpenApiDocument, media: MediaType | undefined) {
  return Object.entries(media?.examples ?? {}).map(([key, example]) => {
    const name = example.$ref?.split('/').at(-1)
    const { value } = name
      ? resolve<{ value: unknown }>(document, `/components/examples/${name}`).object
      : example
    return { key, name, value }
  })
}

/** `application/json` of `application/json; charset=utf-8`. */
export const mediaType = (contentType: string | null) =>
  (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** The key of a response's content for a media type: the type itself, or a range such as `image/*`. */
export const contentKey = (content: object | undefined, type: string): string | undefined => {
  const keys = Object.keys(content ?? {})
  return [type, `${type.split('/')[0]}/*`, '*/*'].find((key) => keys.includes(key))
}

export const isJson = (type: string) => /[/+]json$/.test(type)
