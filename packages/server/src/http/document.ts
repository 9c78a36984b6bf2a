type Reference = { $ref: string }

/** The parts of the OpenAPI document that the server reads. */
export interface Document {
  paths: Record<string, PathItem>
  components: Record<string, Record<string, object>>
}

type Method = 'get' | 'put' | 'post' | 'patch' | 'delete'

/** The operations of a path, and the parameters that all of them have. */
export interface PathItem extends Partial<Record<Method, OperationObject>> {
  parameters?: (ParameterObject | Reference)[]
}

export interface OperationObject {
  parameters?: (ParameterObject | Reference)[]
  responses: Record<string, ResponseObject | Reference>
}

export interface ResponseObject {
  content?: Record<string, unknown>
}

export interface ParameterObject {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema?: { type?: unknown } | Reference
  content?: Record<string, { schema: object }>
}

/** A parameter of an operation, and where its schema stands in the document. */
export interface Parameter extends ParameterObject {
  /** URI-fragment JSON pointer. */
  schemaRef: string
  /** The JSON type that its text stands for. */
  type: unknown
  /** Whether the value is JSON text (OpenAPI 3.1 §4.8.12.4). */
  isJson: boolean
}

/** A path of the document's pointers as a URI fragment (RFC 6901 §6). */
const fragment = (...segments: string[]) =>
  `#/${segments.map((segment) => encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`

export const operationObject = (document: Document, path: string, method: string) => {
  const operation = document.paths[path]?.[method.toLowerCase() as Method]
  if (!operation) throw new Error(`The document has no ${method} ${path}`)
  return operation
}

export const bodySchemaRef = (path: string, method: string) =>
  fragment(
    'paths',
    path,
    method.toLowerCase(),
    'requestBody',
    'content',
    'application/json',
    'schema',
  )

/** The object itself, or the component that a reference stands for. */
function resolved<T extends object>(document: Document, object: T | Reference): T {
  if (!('$ref' in object)) return object as T
  const [, , kind = '', name = ''] = object.$ref.split('/')
  return document.components[kind]?.[name] as T
}

/** Whether the response with this status can have the media type. */
export function answersWith(
  document: Document,
  path: string,
  method: string,
  status: number,
  mediaType: string,
): boolean {
  const response = operationObject(document, path, method).responses[status]
  return response !== undefined && mediaType in (resolved(document, response).content ?? {})
}

/** The parameters of an operation, those of its path first (OpenAPI 3.1 §4.8.9.1). */
export function parametersOf(document: Document, path: string, method: string): Parameter[] {
  const places = [
    { holder: document.paths[path], at: ['paths', path] },
    { holder: operationObject(document, path, method), at: ['paths', path, method.toLowerCase()] },
  ]
  return places.flatMap(({ holder, at }) =>
    (holder?.parameters ?? []).map((entry, index) => {
      const object = resolved(document, entry)
      const isJson = object.content !== undefined
      const ref = '$ref' in entry ? entry.$ref : fragment(...at, 'parameters', String(index))
      const content = isJson ? '/content/application~1json' : ''
      const type = object.schema && resolved(document, object.schema).type
      return { ...object, isJson, type, schemaRef: `${ref}${content}/schema` }
    }),
  )
}
