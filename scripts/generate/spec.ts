export const methods = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
] as const

export type Method = (typeof methods)[number]

export type Reference = { $ref: string }

export type Schema = {
  type?: string | string[]
  properties?: object
  oneOf?: (Schema | Reference)[]
  anyOf?: (Schema | Reference)[]
  contentMediaType?: string
  contentSchema?: Schema | Reference
}

export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  allowEmptyValue?: boolean
  schema: Schema | Reference
}

export type RequestBody = {
  required?: boolean
  content: Record<string, { schema: Schema | Reference }>
}

export type Operation = {
  operationId: string
  summary: string
  description: string
  tags: string[]
  security: Record<string, string[]>[]
  parameters?: (Parameter | Reference)[]
  requestBody?: RequestBody
  responses: Record<string, { content?: object } | Reference>
}

export type PathItem = { [method in Method]?: Operation } & {
  parameters?: (Parameter | Reference)[]
}

/** The parts of the bundled document that the scripts read. */
export type Spec = {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, PathItem>
  webhooks?: Record<string, PathItem>
  components: Record<string, Record<string, unknown>>
}

export const doNotEdit = 'Made from spec/ by `npm run generate`. Do not edit.'
