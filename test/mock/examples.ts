import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@openparley/test-kit/program'

interface MediaType {
  examples?: Record<string, { value?: unknown; $ref?: string }>
}
interface Operation {
  operationId: string
  security: object[]
  parameters?: { $ref: string }[]
  requestBody?: { required?: boolean; content: Record<string, MediaType> }
  responses: Record<string, { content?: Record<string, MediaType> }>
}
interface Parameter {
  name: string
  in: string
  example: string
}

const document = JSON.parse(readFileSync(join(root, 'generated/openapi.json'), 'utf8'))

const component = (ref: string) =>
  ref
    .split('/')
    .slice(1)
    .reduce((node, key) => node[key], document)

export const exampleValue = (example: { value?: unknown; $ref?: string } | undefined): unknown =>
  example?.$ref ? component(example.$ref).value : example?.value

const methods = ['get', 'put', 'post', 'patch', 'delete']

/** Every operation, with the examples of its path parameters in its path. */
export const operations = Object.entries<
  Record<string, Operation> & { parameters?: { $ref: string }[] }
>(document.paths).flatMap(([path, item]) => {
  const parameters: Parameter[] = (item.parameters ?? []).map(({ $ref }) => component($ref))
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(parameters.find((parameter) => parameter.name === name)?.example ?? ''),
  )
  return methods
    .filter((method) => item[method])
    .map((method) => ({
      method: method.toUpperCase(),
      target,
      operation: item[method] as Operation,
    }))
})

const formType = 'multipart/form-data'
export const isForm = (operation: Operation) => formType in (operation.requestBody?.content ?? {})

/** The example as the operation's body: in JSON, or as the form that a browser sends. */
export function bodyOf(operation: Operation, example: unknown): string | FormData | undefined {
  if (example === undefined) return undefined
  if (!isForm(operation)) return JSON.stringify(example)
  const { file, ...fields } = example as Record<string, unknown>
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value))
  form.append('file', new Blob([file as string], { type: 'application/octet-stream' }), 'a-file')
  return form
}

/** Every operation with each named example of its request or, if it has no body, of its response. */
export const examples = operations.flatMap(({ method, target, operation }) => {
  const answers = operation.responses['200']?.content?.['application/json']?.examples ?? {}
  const type = isForm(operation) ? formType : 'application/json'
  const bodies = operation.requestBody?.content[type]?.examples
  return Object.keys(bodies ?? answers).map((name) => ({
    id: operation.operationId,
    name,
    method,
    target,
    body: bodyOf(operation, exampleValue(bodies?.[name])),
    answer: exampleValue(answers[name]),
  }))
})
