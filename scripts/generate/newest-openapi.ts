import type { Spec } from './spec.ts'

type Part = Record<string, unknown>

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The document as OpenAPI 3.2, which can describe the items of a stream (§4.14.3): 3.1 has only a text for them. All
 * else is the same, as 3.2 adds to 3.1 and changes nothing that the document uses.
 */
export function newestOpenapi(spec: Spec): Spec {
  let streams = 0
  const changed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(changed)
    if (!isPart(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => {
        if (key !== 'text/event-stream' || !isPart(part)) return [key, changed(part)]
        streams += 1
        const { schema: _, examples: __, ...media } = part
        return [key, { itemSchema: item, ...media }]
      }),
    )
  }
  const document = changed(spec) as Spec
  if (streams === 0) throw new Error('The document has no stream.')
  const { EventStream: _, ...schemas } = document.components.schemas ?? {}
  const { examples = {} } = document.components
  const components = {
    ...document.components,
    schemas,
    examples: Object.fromEntries(
      Object.entries(examples).filter(([name]) => !/^Event(?!Log)/.test(name)),
    ),
  }
  return { ...document, openapi: '3.2.0', components } as Spec
}

/** A server-sent event, as its fields: the data is the JSON of an event. */
const item = {
  type: 'object',
  description: 'A server-sent event. One with only an `id` is a heartbeat that moves the cursor.',
  properties: {
    id: { $ref: '#/components/schemas/Cursor' },
    event: { type: 'string', description: 'The type of the event.', examples: ['message.created'] },
    data: {
      type: 'string',
      description: 'The event, as JSON.',
      contentMediaType: 'application/json',
      contentSchema: { $ref: '#/components/schemas/Event' },
      examples: ['{"type":"user.online","userId":"12081"}'],
    },
  },
}
