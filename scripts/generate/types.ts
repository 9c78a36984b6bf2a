import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { doNotEdit, type Spec } from './spec.ts'

export async function typesModule(spec: Spec): Promise<string> {
  // The generator writes into what it is given.
  const input = structuredClone(spec) as unknown as OpenAPI3
  // A property with a default is still optional in a request; the generator's own default disagrees.
  const nodes = await openapiTS(input, { defaultNonNullable: false, silent: true })
  return `// ${doNotEdit}\n\n${astToString(nodes)}`
}
