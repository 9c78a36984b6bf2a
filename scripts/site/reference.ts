import type { Operation, Spec } from '../generate/spec.ts'
import type { Guide } from '../workflows/guides.ts'
import { guidePath, operationPath } from './guides.ts'
import type { Page } from './pages.ts'

/** The page for the operations of a tag that no guide uses. */
const pageOfTag: Record<string, string> = {
  App: 'settings',
  Users: 'guides/batch-of-users',
  Conversations: 'guides/first-conversation',
  Participants: 'guides/first-conversation',
  Messages: 'guides/first-conversation',
  Reactions: 'webhooks',
  Files: 'files',
  Batch: 'guides/batch-of-users',
  Realtime: 'sdk',
  Webhooks: 'webhooks',
  Admin: 'operating',
  Health: 'operating',
}

type Item = Record<string, Operation>

/** The operations of the document, with their methods and paths. */
export const operationsOf = ({ paths }: Spec) =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as Item)
      .filter(([, operation]) => operation.operationId !== undefined)
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )

/** The guide of an operation: the first whose steps call it, or else the page of its tag. */
export function guideOf({ operationId, tags }: Operation, guides: Guide[], pages: Page[]): Page {
  const guide = guides.find(({ document }) =>
    document.workflows.some(({ steps }) => steps.some((step) => step.operationId === operationId)),
  )
  const path = guide ? guidePath(guide.name) : pageOfTag[tags[0] ?? '']
  const page = pages.find((one) => one.path === path)
  if (!page) throw new Error(`The tag ${tags[0]} of ${operationId} has no guide.`)
  return page
}

/** The patterns of ids are for programs: people read the description, and the page "Ids" of the overview. */
const idSchemas = ['AppId', 'ConversationId', 'UserId']

/** The document for the reference: each operation begins with the link to its guide. */
export function linkedSpec(spec: Spec, guides: Guide[], pages: Page[], base: string): Spec {
  const copy = structuredClone(spec)
  for (const { operation } of operationsOf(copy)) {
    const { title, path } = guideOf(operation, guides, pages)
    operation.description = `Guide: [${title}](${base}${path}/)\n\n${operation.description}`
  }
  for (const name of idSchemas) {
    const schema = copy.components.schemas?.[name] as { pattern?: string; not?: object }
    delete schema.pattern
    delete schema.not
  }
  return copy
}

const resolved = <T extends object>(spec: Spec, value: T): T => {
  const { $ref } = value as { $ref?: string }
  if ($ref === undefined) return value
  const found = $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], spec)
  return resolved(spec, found as T)
}

interface Content {
  examples?: Record<string, { value?: unknown; $ref?: string }>
}

function exampleText(spec: Spec, content: Record<string, Content> | undefined): string[] {
  for (const [type, { examples }] of Object.entries(content ?? {})) {
    const [first] = Object.values(examples ?? {})
    if (first === undefined || !type.endsWith('json')) continue
    return [`\`\`\`json\n${JSON.stringify(resolved(spec, first).value, null, 2)}\n\`\`\``]
  }
  return []
}

interface Parameter {
  name: string
  in: string
  required?: boolean
  description: string
}

/** The reference of an operation as Markdown, for its twin. */
export function operationTwin(
  spec: Spec,
  { method, path, operation }: ReturnType<typeof operationsOf>[number],
  guide: Page,
  base: string,
): Page {
  const item = spec.paths[path]
  const parameters = [...(item?.parameters ?? []), ...(operation.parameters ?? [])].map(
    (parameter) => resolved(spec, parameter) as unknown as Parameter,
  )
  const responses = Object.entries(operation.responses).map(([status, response]) => ({
    status,
    ...(resolved(spec, response) as { description: string; content?: Record<string, Content> }),
  }))
  const success = responses.find(({ status }) => status.startsWith('2'))
  const sent = exampleText(spec, operation.requestBody?.content as Record<string, Content>)
  const returned = exampleText(spec, success?.content)
  const text = [
    `\`${method} ${path}\``,
    `Guide: [${guide.title}](${base}${guide.path}.md)`,
    operation.description,
    `Security: ${operation.security.flatMap((one) => Object.keys(one)).join(' or ') || 'none'}.`,
    ...(parameters.length > 0
      ? [
          '## Parameters',
          parameters
            .map(
              (one) =>
                `- \`${one.name}\` (${one.in}${one.required ? ', required' : ''}): ${one.description}`,
            )
            .join('\n'),
        ]
      : []),
    ...(sent.length > 0 ? ['## Request', ...sent] : []),
    ...(returned.length > 0 ? [`## Response ${success?.status}`, ...returned] : []),
    '## Statuses',
    responses.map(({ status, description }) => `- ${status}: ${description}`).join('\n'),
  ]
  return {
    path: operationPath(operation.operationId),
    title: operation.summary,
    markdown: text.join('\n\n'),
  }
}
