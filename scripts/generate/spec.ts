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

export type Operation = {
  operationId: string
  tags: string[]
  security: Record<string, string[]>[]
  requestBody?: { required?: boolean }
  responses: Record<string, unknown>
}

export type PathItem = { [method in Method]?: Operation }

/** The bundled document, as far as the scripts look into it. */
export type Spec = {
  openapi: string
  info: { title: string }
  paths: Record<string, PathItem>
  webhooks?: Record<string, PathItem>
  components: Record<string, Record<string, unknown>>
}

export const doNotEdit = 'Made from spec/ by `npm run generate`. Do not edit.'
