import openapiTS, {
  astToString,
  type OpenAPI3,
  type OpenAPITSOptions,
  type SchemaObject,
  transformSchemaObject,
} from 'openapi-typescript'
import ts from 'typescript'
import { doNotEdit, methods, type Operation, type Spec } from './spec.ts'

/** A tuple whose last items may be missing, although the generator requires all of them. */
const withOptionalItems: NonNullable<OpenAPITSOptions['transform']> = (schema, options) => {
  const { prefixItems, minItems = 0 } = schema as {
    prefixItems?: SchemaObject[]
    minItems?: number
  }
  if (!prefixItems || minItems >= prefixItems.length) return undefined
  const items = prefixItems.map((item, index) => {
    const type = transformSchemaObject(item, options)
    return index < minItems ? type : ts.factory.createOptionalTypeNode(type)
  })
  return ts.factory.createTupleTypeNode(items)
}

/** Without names, so that webhooks are not among the `operations`, which are calls to this server. */
function withoutWebhookNames(spec: Spec): Spec {
  for (const item of Object.values(spec.webhooks ?? {}))
    for (const method of methods)
      delete (item[method] as Partial<Operation> | undefined)?.operationId
  return spec
}

/** The bytes of a file are a `Blob`; the generator itself makes them a string. */
const withBlobs: NonNullable<OpenAPITSOptions['transform']> = (schema) =>
  (schema as { contentMediaType?: string }).contentMediaType === 'application/octet-stream'
    ? ts.factory.createTypeReferenceNode('Blob')
    : undefined

export async function typesModule(spec: Spec): Promise<string> {
  // The generator modifies its input.
  const input = withoutWebhookNames(structuredClone(spec)) as unknown as OpenAPI3
  const nodes = await openapiTS(input, {
    // A property with a default is still optional in a request; the generator's own default disagrees.
    defaultNonNullable: false,
    silent: true,
    transform: (schema, options) =>
      withBlobs(schema, options) ?? withOptionalItems(schema, options),
  })
  return `// ${doNotEdit}\n\n${astToString(nodes)}`
}
