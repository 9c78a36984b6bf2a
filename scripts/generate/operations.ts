import {
  doNotEdit,
  type Method,
  methods,
  type Operation,
  type Parameter,
  type PathItem,
  type Reference,
  type Schema,
  type Spec,
} from './spec.ts'

const json = 'application/json'
const form = 'multipart/form-data'

/** Returns the component that a reference points to, or the object itself. */
function resolved<T extends object>(spec: Spec, object: T | Reference): T {
  if (!('$ref' in object)) return object
  const [, , kind = '', name = ''] = object.$ref.split('/')
  return resolved(spec, spec.components[kind]?.[name] as T | Reference)
}

/** The path to a value of the document as a URI fragment (RFC 6901 §6). */
const fragment = (path: string[]) =>
  `#/${path.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`

/** The security schemes of an operation, any of which is sufficient. */
function schemesOf({ operationId, security }: Operation): string[] {
  return security.map((requirement) => {
    const [scheme, ...more] = Object.keys(requirement)
    if (scheme === undefined || more.length > 0)
      throw new Error(`${operationId}: a security requirement must name exactly one scheme.`)
    return scheme
  })
}

/** Whether the text of a parameter is JSON, and of which schema (JSON Schema Validation 2020-12 §8.5). */
const hasJsonText = (schema: Schema | Reference): schema is Required<Schema> =>
  'contentSchema' in schema && schema.contentMediaType === json

/** The parameters, first those of the path (OpenAPI 3.1 §4.8.9.1), and the pointers to their schemas. */
function parametersOf(spec: Spec, method: Method, path: string, item: PathItem) {
  const lists = [
    { entries: item.parameters ?? [], at: ['paths', path] },
    { entries: item[method]?.parameters ?? [], at: ['paths', path, method] },
  ]
  return lists.flatMap(({ entries, at }) =>
    entries.map((entry, index) => {
      const parameter = resolved(spec, entry)
      const { name, in: location, required = false, schema } = parameter
      const holder = '$ref' in entry ? entry.$ref : fragment([...at, 'parameters', String(index)])
      return {
        name,
        in: location,
        required,
        allowsEmpty: parameter.allowEmptyValue ?? false,
        // The JSON type to which its text is converted, or whether its text is JSON.
        type: hasJsonText(schema) ? 'json' : typeOf(resolved(spec, schema)),
        schema: `${holder}/schema${hasJsonText(schema) ? '/contentSchema' : ''}`,
      }
    }),
  )
}

/** Texts are converted to the first type. The other types are for texts that are also accepted for it. */
function typeOf({ type = [], anyOf = [] }: Schema): string {
  const ofForms = anyOf.flatMap((form) => ('type' in form ? form.type : []))
  const [first = 'string'] = [type, ofForms].flat()
  return first
}

/** How to validate the body; null if there is none. */
function bodyOf(spec: Spec, method: Method, path: string, { operationId, requestBody }: Operation) {
  if (!requestBody) return null
  const [type = '', ...more] = Object.keys(requestBody.content)
  const schema = requestBody.content[type]?.schema
  if (!schema || ![json, form].includes(type) || more.length > 0)
    throw new Error(`${operationId}: a body must be ${json} or ${form}, and nothing else.`)
  return {
    required: requestBody.required ?? false,
    schema: fragment(['paths', path, method, 'requestBody', 'content', type, 'schema']),
    fields: fieldsOf(spec, schema),
    form: type === form ? formOf(spec, schema) : null,
  }
}

/** The JSON types to which the texts of a form's fields are converted. A file has no type. */
function formOf(spec: Spec, schema: Schema | Reference): Record<string, string> {
  const { properties = {} } = resolved(spec, schema)
  return Object.fromEntries(
    Object.entries(properties as Record<string, Schema | Reference>).flatMap(([name, property]) => {
      const field = resolved(spec, property)
      return field.contentMediaType === undefined ? [[name, typeOf(field)]] : []
    }),
  )
}

/** The properties that a value of the schema can have. */
function fieldsOf(spec: Spec, schema: Schema | Reference): string[] {
  const { properties = {}, oneOf = [] } = resolved(spec, schema)
  return [...Object.keys(properties), ...oneOf.flatMap((form) => fieldsOf(spec, form))]
}

/** Whether the response with this status can have the media type. */
const canReturn = (spec: Spec, { responses }: Operation, status: string, mediaType: string) =>
  mediaType in (resolved(spec, responses[status] ?? {}).content ?? {})

function entry(spec: Spec, method: Method, path: string, item: PathItem): object[] {
  const operation = item[method]
  if (!operation) return []
  const { operationId } = operation
  const parameters = parametersOf(spec, method, path, item)
  const body = bodyOf(spec, method, path, operation)
  // A fault contains only a name, so names must be unique.
  const both = parameters.find(({ name }) => body?.fields.includes(name))
  if (both) throw new Error(`${operationId}: ${both.name} is both a parameter and in the body.`)
  return [
    {
      [operationId]: {
        method: method.toUpperCase(),
        path,
        security: schemesOf(operation),
        parameters,
        body: body && { required: body.required, schema: body.schema, form: body.form },
        faultsByKey: canReturn(spec, operation, '400', json),
        streams: canReturn(spec, operation, '200', 'text/event-stream'),
        downloads: canReturn(spec, operation, '200', 'application/octet-stream'),
      },
    },
  ]
}

/** The type of a parameter whose text is JSON. */
function jsonTypeOf(spec: Spec, parameter: Parameter | Reference): string[] {
  const { name, schema } = resolved(spec, parameter)
  if (!hasJsonText(schema)) return []
  const { contentSchema } = schema
  if (!('$ref' in contentSchema))
    throw new Error(`The JSON of the parameter ${name} needs a named schema.`)
  return [`${name}?: components['schemas']['${contentSchema.$ref.split('/').at(-1)}']`]
}

/** Lists only the operations under `paths`: webhooks are not calls to this server. */
export function operationsModule(spec: Spec): string {
  const items = Object.entries(spec.paths)
  const entries = items.flatMap(([path, item]) =>
    methods.flatMap((method) => entry(spec, method, path, item)),
  )
  const jsonParameters = items.flatMap(([, item]) =>
    methods.flatMap((method) => {
      const types = (item[method]?.parameters ?? []).flatMap((one) => jsonTypeOf(spec, one))
      return types.length > 0 ? [`  ${item[method]?.operationId}: { ${types.join('; ')} }`] : []
    }),
  )
  return [
    `// ${doNotEdit}`,
    '',
    "import type { components } from './types.ts'",
    '',
    `export const operations = ${JSON.stringify(Object.assign({}, ...entries), null, 2)} as const`,
    '',
    'export type OperationId = keyof typeof operations',
    '',
    '/** The values of parameters whose text is JSON. */',
    'export interface JsonParameters {',
    ...jsonParameters,
    '}',
    '',
  ].join('\n')
}
