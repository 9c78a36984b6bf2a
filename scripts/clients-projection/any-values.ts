import { methods, type Spec } from '../generate/spec.ts'
import { isSchema, type Schema, withSchemas } from './schemas.ts'

/**
 * The document without references to unions that generators cannot use; any value is allowed in their place.
 * The unions are of two kinds:
 *
 * - One that contains itself, such as a part of a text. They write endless types for it, or classes that do not
 *   compile. With a string among the branches, none of them reads a value.
 * - A tagged one in a response, such as a block of content. Rust reads the tag and then misses it in the branch; the
 *   interface that Kotlin writes has no branches.
 */
export function withAnyValues(spec: Spec): Spec {
  const schemas = new Map<string, Schema>(
    Object.entries(spec.components.schemas ?? {}).flatMap(([name, schema]) =>
      isSchema(schema) ? [[`#/components/schemas/${name}`, schema]] : [],
    ),
  )
  const returned = reached(schemas, jsonResponses(spec))
  const loose = new Map(
    [...schemas].filter(
      ([reference, schema]) =>
        'oneOf' in schema &&
        (reached(schemas, schema).has(reference) ||
          ('discriminator' in schema && returned.has(reference))),
    ),
  )
  const anyValue = (schema: Schema): Schema => {
    const union = loose.get(String(schema.$ref))
    return union ? { description: union.description } : schema
  }
  const projected = withSchemas(spec, anyValue)
  const { schemas: all = {}, ...components } = projected.components
  const entries = Object.entries(all).map(
    ([name, schema]) => [name, schema, `#/components/schemas/${name}`] as const,
  )
  const within = reached(
    schemas,
    [...loose.keys()].map(($ref) => ({ $ref })),
  )
  const outside = entries.filter(([, , reference]) => !within.has(reference))
  const used = reached(new Map(entries.map(([, schema, reference]) => [reference, schema])), [
    projected.paths,
    components,
    ...outside.map(([, schema]) => schema),
  ])
  const kept = entries.filter(([, , reference]) => !within.has(reference) || used.has(reference))
  return {
    ...projected,
    components: {
      ...projected.components,
      schemas: Object.fromEntries(kept.map(([name, schema]) => [name, schema])),
    },
  }
}

type Content = Record<string, { schema?: unknown }>

const jsonResponses = ({ paths }: Spec): unknown[] =>
  Object.values(paths).flatMap((item) =>
    methods.flatMap((method) =>
      Object.values(item[method]?.responses ?? {}).flatMap((response) =>
        'content' in response
          ? ((response.content as Content)['application/json']?.schema ?? [])
          : [],
      ),
    ),
  )

/** The references in a part of the document, and in the schemas that they point to. */
function reached(schemas: ReadonlyMap<string, unknown>, part: unknown): Set<string> {
  const found = new Set<string>()
  const walk = (value: unknown) => {
    for (const [, reference = ''] of (JSON.stringify(value) ?? '').matchAll(
      /"(#\/components\/schemas\/\w+)"/g,
    )) {
      if (found.has(reference)) continue
      found.add(reference)
      walk(schemas.get(reference))
    }
  }
  walk(part)
  return found
}
