/**
 * The parts of an OpenAPI 3.1 document that a judge reads: bundled, so that every reference is local.
 *
 * @example
 * const document: OpenApiDocument = JSON.parse(await readFile('openapi.json', 'utf8'))
 */
export interface OpenApiDocument {
  paths: Record<string, Record<string, unknown>>
  components: Record<string, Record<string, unknown>>
}

export type Schema = Record<string, unknown>

/** An object of the document, and its place: a JSON pointer from the document's root. */
export interface Placed<T> {
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
export interface Operation extends Placed<Record<string, unknown>> {
  id: string
  /** In capitals. */
  method: string
  /** The template, such as `/v1/{appId}/users`. */
  path: string
  /** Names of the security schemes, one of which a request has to satisfy; none where it is open. */
  security: string[]
  parameters: Placed<Parameter>[]
  body: Placed<RequestBody> | undefined
  responses: Map<number, Placed<ResponseObject>>
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** One step of a JSON pointer (RFC 6901 §3). */
export const step = (key: string | number) =>
  `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The steps of a JSON pointer, decoded. */
export const stepsOf = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

/** What stands at the pointer in `root`; undefined where there is nothing. */
export function at(root: unknown, pointer: string): unknown {
  let value = root
  for (const part of stepsOf(pointer))
    value = Array.isArray(value)
      ? value[Number(part)]
      : isObject(value) && Object.hasOwn(value, part)
        ? value[part]
        : undefined
  return value
}

/** The object at the pointer, or the one that its reference leads to. */
export function placed<T>(document: OpenApiDocument, pointer: string): Placed<T> {
  const object = at(document, pointer)
  if (!isObject(object)) throw new Error(`The document has nothing at ${pointer}`)
  return typeof object.$ref === 'string'
    ? placed(document, decodeURIComponent(object.$ref.slice(1)))
    : { object: object as T, pointer }
}

/** Every operation of the document, those of its webhooks aside. */
export function operationsOf(document: OpenApiDocument): Operation[] {
  const anywhere = (document as { security?: unknown }).security
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => isObject(item[method]))
      .map((method): Operation => {
        const object = item[method] as Record<string, unknown>
        const itemPointer = `/paths${step(path)}`
        const pointer = `${itemPointer}/${method}`
        const security = (object.security ?? anywhere ?? []) as Record<string, unknown>[]
        const statuses = Object.keys(object.responses as object)
        return {
          id: String(object.operationId),
          method: method.toUpperCase(),
          path,
          object,
          pointer,
          security: security.flatMap((requirement) => Object.keys(requirement)),
          parameters: parametersOf(document, [itemPointer, pointer]),
          body: object.requestBody ? placed(document, `${pointer}/requestBody`) : undefined,
          responses: new Map(
            statuses.map((status) => [
              Number(status),
              placed<ResponseObject>(document, `${pointer}/responses/${status}`),
            ]),
          ),
        }
      }),
  )
}

/** Parameters of the path's item hold for all its operations; an operation's own win (OpenAPI 3.1 §4.8.9.1). */
function parametersOf(document: OpenApiDocument, owners: string[]): Placed<Parameter>[] {
  const found = new Map<string, Placed<Parameter>>()
  for (const owner of owners) {
    const list = at(document, `${owner}/parameters`)
    for (const index of Array.isArray(list) ? list.keys() : []) {
      const parameter = placed<Parameter>(document, `${owner}/parameters/${index}`)
      found.set(`${parameter.object.in} ${parameter.object.name}`, parameter)
    }
  }
  return [...found.values()]
}

/** The values of a media type's examples, by their keys. */
export function examplesOf(document: OpenApiDocument, media: MediaType | undefined) {
  return Object.entries(media?.examples ?? {}).map(([key, example]) => {
    const name = example.$ref?.split('/').at(-1)
    const { value } = name
      ? placed<{ value: unknown }>(document, `/components/examples/${name}`).object
      : example
    return { key, name, value }
  })
}

/** `application/json` of `application/json; charset=utf-8`. */
export const mediaType = (contentType: string | null) =>
  (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

export const isJson = (type: string) => /[/+]json$/.test(type)
