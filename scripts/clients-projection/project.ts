import { doNotEdit, methods, type Spec } from '../generate/spec.ts'
import { withAnyValues } from './any-values.ts'
import { plainForm } from './plain-forms.ts'
import { rules } from './rules.ts'
import { changed, isSchema, type Schema, withSchemas } from './schemas.ts'

/** The schema keywords of OpenAPI 3.0.3 (§4.7.24) that the document uses. A new one needs a rule, or an entry here. */
const known = [
  ...['$ref', 'type', 'format', 'enum', 'default', 'nullable', 'description', 'example'],
  ...['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'],
  ...['items', 'minItems', 'maxItems', 'uniqueItems', 'allOf', 'anyOf', 'oneOf', 'discriminator'],
  ...['minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'deprecated', 'title'],
]

/**
 * The document as OpenAPI 3.0.3, for generators that read no later version or that read it only in part. Each rule of
 * `rules.ts` says what it changes and why; the meaning for a client does not change.
 */
export function clientsProjection(source: Spec): Spec {
  const spec = withSchemas(withAnyValues(source), plainForm)
  const { jsonSchemaDialect: _, webhooks: __, ...document } = spec as Spec & Schema
  const named = (reference: string): Schema => {
    const schema = spec.components.schemas?.[reference.split('/').at(-1) ?? '']
    if (!isSchema(schema)) throw new Error(`The document has no ${reference}.`)
    return changed(schema, change)
  }
  const change = (schema: Schema): Schema => {
    const result = rules.reduce((before, rule) => rule(before, named), schema)
    const unknown = Object.keys(result).find((keyword) => !known.includes(keyword))
    if (unknown) throw new Error(`The projection for clients has no rule for ${unknown}.`)
    return result
  }
  const projected = withOneToken(withSchemas(document, change))
  const { summary, license, ...info } = spec.info as Schema
  const { name, identifier } = license as Schema
  return withoutInlined({
    ...projected,
    openapi: '3.0.3',
    info: {
      ...info,
      // Before 3.1, there was no summary, and a license had no identifier.
      description: `${summary}\n\n${info.description}`,
      license: { name, url: `https://spdx.org/licenses/${identifier}.html` },
      'x-source': doNotEdit,
    } as unknown as Spec['info'],
  } as Spec)
}

const tokens = {
  serverKey: 'the secret key or an app token',
  userToken: 'a user token',
  adminKey: 'the admin key',
}

/**
 * Replaces all bearer schemes by a single one. Java's `setBearerToken` sets the first scheme that it finds. Ruby sends
 * the credentials of the last scheme of an operation even if they are empty, for example those of the deprecated
 * `userSignature`. The description of an operation says which token it accepts.
 */
function withOneToken(spec: Spec): Spec {
  const paths = Object.entries(spec.paths).map(([path, item]) => {
    const kept = { ...item } as typeof item & Record<string, Schema>
    for (const method of methods) {
      const operation = item[method]
      if (!operation || operation.security.length === 0) continue
      const schemes = operation.security.flatMap(Object.keys)
      const taken = Object.entries(tokens).flatMap(([name, token]) =>
        schemes.includes(name) ? [token] : [],
      )
      const description = `${(operation as Schema).description}\n\nTakes ${taken.join(', or ')}.`
      Object.assign(kept, { [method]: { ...operation, description, security: [{ token: [] }] } })
    }
    return [path, kept]
  })
  const schemes = spec.components.securitySchemes as Record<string, Schema>
  const description = Object.keys(tokens)
    .map((name) => schemes[name]?.description)
    .join('\n\n')
  const securitySchemes = { token: { type: 'http', scheme: 'bearer', description } }
  return {
    ...spec,
    paths: Object.fromEntries(paths),
    components: { ...spec.components, securitySchemes },
  }
}

/** Without the named scalars, which were inlined. */
function withoutInlined(spec: Spec): Spec {
  const used = new Set(JSON.stringify(spec).match(/#\/components\/schemas\/\w+/g))
  const schemas = Object.entries(spec.components.schemas ?? {}).filter(
    ([name, schema]) =>
      used.has(`#/components/schemas/${name}`) || !isSchema(schema) || !isScalar(schema),
  )
  return { ...spec, components: { ...spec.components, schemas: Object.fromEntries(schemas) } }
}

const isScalar = ({ type }: Schema) =>
  ['string', 'integer', 'number', 'boolean'].includes(String(type))
