import { isObject, type OpenApiDocument, valueAt } from '@openparley/contract/internal/document'
import { dereference } from '@openparley/contract/internal/walk'
import { between } from '../markers.ts'
import type { Spec } from './spec.ts'

/** Returns the page with the table of events inserted. */
export function webhooksPage(page: string, spec: Spec): string {
  const document = spec as unknown as OpenApiDocument
  const rows = Object.entries(spec.webhooks ?? {}).map(([name, { post }]) => {
    const pointer = `/webhooks/${name}/post/requestBody/content/application~1json/schema`
    const data = fieldsOf(document, pointer).flatMap(([field, at]) =>
      field === 'data' ? fieldsOf(document, at) : [],
    )
    const parts = data.map(([field]) => `\`${field}\``).join(', ')
    return `| \`${name}\` | ${parts} | ${sentWhen(post?.description ?? '')} |`
  })
  return between(
    'events',
    page,
    ['| event | `data` | |', '| --- | --- | --- |', ...rows].join('\n'),
  )
}

/** Each property of the schema at the pointer, with its own pointer. */
function fieldsOf(document: OpenApiDocument, from: string): [name: string, pointer: string][] {
  const pointer = dereference(document, from)
  const schema = valueAt(document, pointer)
  if (!isObject(schema)) return []
  const members = Array.isArray(schema.allOf) ? schema.allOf : []
  return [
    ...Object.keys(schema.properties ?? {}).map((name): [string, string] => [
      name,
      `${pointer}/properties/${name}`,
    ]),
    ...members.flatMap((_, index) => fieldsOf(document, `${pointer}/allOf/${index}`)),
  ]
}

/** The description without the sentence that the page says once for all events. */
const sentWhen = (description: string) =>
  description
    .replace(
      / *The conversation and the users are as they are when the event is first delivered\./,
      '',
    )
    .replaceAll('\n', ' ')
    .trim()
