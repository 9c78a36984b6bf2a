import type { Spec } from './spec.ts'

/** The stable id of a schema, by its name in the document. */
export const schemaId = (name: string) => `urn:parley:schema:${name}`

const prefix = '#/components/schemas/'

/**
 * The schemas of the document as one JSON Schema (2020-12), each with its own id, so that a program without OpenAPI can
 * refer to one. Its references lead to the ids of other schemas.
 */
export function schemaBundle(spec: Spec): object {
  const withIds = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(withIds)
    if (typeof value !== 'object' || value === null) return value
    // OpenAPI adds `discriminator`; the union itself already says the same.
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, part]) => {
        if (key === 'discriminator' && part.mapping) return []
        const isReference = key === '$ref' && typeof part === 'string' && part.startsWith(prefix)
        return [[key, isReference ? schemaId(part.slice(prefix.length)) : withIds(part)]]
      }),
    )
  }
  const schemas = Object.entries(spec.components.schemas ?? {})
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:parley:schemas',
    title: `The schemas of Parley ${spec.info.version}`,
    $defs: Object.fromEntries(
      schemas.map(([name, schema]) => [
        name,
        { $id: schemaId(name), ...(withIds(schema) as object) },
      ]),
    ),
  }
}
