import type { Spec } from '../generate/spec.ts'
import { changed, isSchema, type Schema, withSchemas } from './schemas.ts'

/**
 * The document with any value in place of each reference to a union that contains itself. Generators write types without
 * end for it, or classes that do not compile, and with a string among its branches none of them reads it.
 */
export function withoutRecursion(spec: Spec): Spec {
  const schemas = Object.entries(spec.components.schemas ?? {})
  const named = new Map<string, Schema>(
    schemas.flatMap(([name, schema]) =>
      isSchema(schema) ? [[`#/components/schemas/${name}`, schema] as const] : [],
    ),
  )
  const recursive = new Set(
    [...named].flatMap(([reference, { oneOf }]) =>
      Array.isArray(oneOf) && reached(named, reference).has(reference) ? reference : [],
    ),
  )
  const anyValue = (schema: Schema): Schema =>
    typeof schema.$ref === 'string' && recursive.has(schema.$ref)
      ? { description: named.get(schema.$ref)?.description }
      : schema
  const projected = withSchemas(spec, anyValue)
  const left = Object.entries(projected.components.schemas ?? {}).filter(
    ([name]) => !recursive.has(`#/components/schemas/${name}`),
  )
  return {
    ...projected,
    components: { ...projected.components, schemas: Object.fromEntries(left) },
  }
}

/** The references that a schema contains, directly or in the schemas they point to. */
function reached(named: Map<string, Schema>, from: string): Set<string> {
  const found = new Set<string>()
  const walk = (reference: string) =>
    changed(named.get(reference) ?? {}, (schema) => {
      const { $ref } = schema
      if (typeof $ref === 'string' && !found.has($ref)) {
        found.add($ref)
        walk($ref)
      }
      return schema
    })
  walk(from)
  return found
}
