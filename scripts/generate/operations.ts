import {
  doNotEdit,
  type Method,
  methods,
  type Operation,
  type PathItem,
  type Spec,
} from './spec.ts'

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

type Reference = { $ref: string }

/** The component that a reference names, or the object itself. */
function resolved<T extends object>(spec: Spec, object: T | Reference): T {
  if (!('$ref' in object)) return object
  const [, , kind = '', name = ''] = object.$ref.split('/')
  return spec.components[kind]?.[name] as T
}

/** The security schemes of an operation, any one of which opens it. */
function schemesOf({ operationId, security }: Operation): string[] {
  return security.map((requirement) => {
    const [scheme, ...more] = Object.keys(requirement)
    if (scheme === undefined || more.length > 0)
      throw new Error(`${operationId}: a security requirement must name exactly one scheme.`)
    return scheme
  })
}

/** Whether the response with this status can have the media type. */
const canReturn = (spec: Spec, { responses }: Operation, status: string, mediaType: string) =>
  mediaType in (resolved(spec, responses[status] ?? {}).content ?? {})

function entry(spec: Spec, method: Method, path: string, item: PathItem): string[] {
  const operation = item[method]
  if (!operation) return []
  const { operationId, requestBody } = operation
  const headers = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
    .map((parameter) => resolved(spec, parameter))
    .filter((parameter) => parameter.in === 'header')
  const body = requestBody ? (requestBody.required ? 'required' : 'optional') : 'none'
  return [
    [
      `  ${operationId}: {`,
      `    method: ${quote(method.toUpperCase())},`,
      `    path: ${quote(path)},`,
      `    security: [${schemesOf(operation).map(quote).join(', ')}],`,
      `    headers: [${headers.map(({ name }) => quote(name)).join(', ')}],`,
      `    body: ${quote(body)},`,
      `    faultsByKey: ${canReturn(spec, operation, '400', 'application/json')},`,
      `    streams: ${canReturn(spec, operation, '200', 'text/event-stream')},`,
      '  },',
    ].join('\n'),
  ]
}

/** Lists the operations under `paths` only: nobody calls a webhook on this server. */
export function operationsModule(spec: Spec): string {
  const entries = Object.entries(spec.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => entry(spec, method, path, item)),
  )
  return [
    `// ${doNotEdit}`,
    '',
    'export const operations = {',
    ...entries,
    '} as const',
    '',
    'export type OperationId = keyof typeof operations',
    '',
  ].join('\n')
}
