import { doNotEdit, methods, type Operation, type Spec } from './spec.ts'

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function entry(method: string, path: string, operation: Operation): string {
  const { operationId, tags, security, requestBody, responses } = operation
  const schemes = security.flatMap((requirement) => Object.keys(requirement))
  const body = requestBody ? (requestBody.required ? 'required' : 'optional') : 'none'
  return [
    `  ${operationId}: {`,
    `    method: ${quote(method.toUpperCase())},`,
    `    path: ${quote(path)},`,
    `    tag: ${quote(tags[0] ?? '')},`,
    `    statuses: [${Object.keys(responses).join(', ')}],`,
    `    security: [${schemes.map(quote).join(', ')}],`,
    `    body: ${quote(body)},`,
    '  },',
  ].join('\n')
}

/** Lists the operations under `paths` only: nobody calls a webhook on this server. */
export function operationsModule(spec: Spec): string {
  const entries = Object.entries(spec.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      return operation ? [entry(method, path, operation)] : []
    }),
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
