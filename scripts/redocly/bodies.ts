import {
  type Context,
  isNode,
  isOfWebhook,
  type Location,
  type Node,
  nodes,
  type Rule,
  type Visit,
} from './rule.ts'

type Found = { schema: Node; location: Location }

// Redocly's nested visitors stop at the first schema, so the inner schemas of a body are visited here.
function* below(raw: unknown, at: Location, context: Context, seen: Set<string>): Generator<Found> {
  if (!isNode(raw)) return
  const { node: schema, location } =
    '$ref' in raw
      ? context.resolve(raw, at.source.absoluteRef)
      : { node: raw as unknown, location: at }
  if (!isNode(schema) || !location || seen.has(location.absolutePointer)) return
  seen.add(location.absolutePointer)
  yield { schema, location }
  for (const keyword of ['items', 'additionalProperties', 'contentSchema']) {
    yield* below(schema[keyword], location.child([keyword]), context, seen)
  }
  for (const keyword of [
    'properties',
    'patternProperties',
    'prefixItems',
    'allOf',
    'oneOf',
    'anyOf',
  ]) {
    for (const [step, child] of Object.entries(schema[keyword] ?? {})) {
      yield* below(child, location.child([keyword, step]), context, seen)
    }
  }
}

function schemasOf(content: unknown, context: Context, seen: Set<string>): Found[] {
  return nodes(content).flatMap(([type, media]) => [
    ...below(media.schema, context.location.child(['content', type, 'schema']), context, seen),
  ])
}

/** Visits the bodies that the server sends. */
const outputs = (visit: Visit): Record<string, Visit> => ({
  Response: visit,
  RequestBody(body, context) {
    if (isOfWebhook(context.location)) visit(body, context)
  },
})

/** Properties that only few responses have: an app that hides nothing must not pay for them in every message. */
const rare = new Set(['masked'])

export const outputRequired: Rule = () => {
  const seen = new Set<string>()
  return outputs(({ content }, context) => {
    for (const { schema, location } of schemasOf(content, context, seen)) {
      const required: unknown[] = Array.isArray(schema.required) ? schema.required : []
      for (const [name] of nodes(schema.properties)) {
        if (required.includes(name) || rare.has(name)) continue
        context.report({
          message: `An output has all its properties: ${name} must be required, and null if it has no value.`,
          location: location.child(['properties', name]),
        })
      }
    }
  })
}

export const outputPlain: Rule = () => {
  const seen = new Set<string>()
  return outputs(({ content }, context) => {
    for (const { schema, location } of schemasOf(content, context, seen)) {
      if (!('x-also-accepted' in schema)) continue
      context.report({
        message: 'An output must not use the older forms of requests.',
        location,
      })
    }
  })
}

function isOpen(schema: Node): boolean {
  const { properties, additionalProperties: more, oneOf } = schema
  // Each branch of a union is checked separately.
  if (oneOf && !isNode(properties)) return false
  if (![schema.type].flat().includes('object') && !isNode(properties)) return false
  return more !== false && (isNode(properties) || !isNode(more))
}

export const inputClosed: Rule = () => {
  const seen = new Set<string>()
  const close = (schemas: Iterable<Found>, context: Context) => {
    for (const { schema, location } of schemas) {
      if (!isOpen(schema)) continue
      context.report({ message: 'A request schema must refuse unknown properties.', location })
    }
  }
  return {
    RequestBody({ content }, context) {
      if (!isOfWebhook(context.location)) close(schemasOf(content, context, seen), context)
    },
    Parameter({ schema }, context) {
      close(below(schema, context.location.child(['schema']), context, seen), context)
    },
  }
}
