import { operations } from '@openparley/spec/operations'
import {
  type FindSchema,
  propertyOf,
  type Schema,
  type Selection,
  selectedSchema,
} from './selection.ts'

export type OperationId = keyof typeof operations

/** The parts of the document from which the schemas of tools are made. */
export interface SourceDocument {
  info: { version: string }
  paths: object
  components: object
}

/** Which parameters of an operation a tool accepts, and which properties of its body. */
export type AcceptedInput = Record<string, 'required' | 'optional'>

/** Makes the schemas of tools from the schemas of the document. */
export function documentSchemas(document: SourceDocument) {
  const find: FindSchema = (reference) => {
    const steps = reference.slice(2).split('/')
    return steps.reduce<unknown>((at, step) => (at as Schema)[step], document) as Schema
  }
  const resolved = (part: Schema) => (typeof part.$ref === 'string' ? find(part.$ref) : part)

  function sourceOf(id: OperationId) {
    const { path, method } = operations[id]
    const item = (document.paths as Record<string, Schema>)[path] ?? {}
    const operation = item[method.toLowerCase()] as Schema
    const parameters = [item.parameters, operation.parameters].flatMap(
      (some) => (some ?? []) as Schema[],
    )
    return { operation, parameters: parameters.map(resolved) }
  }

  const bodyOf = ({ requestBody }: Schema) => jsonOf(resolved((requestBody ?? {}) as Schema))

  /** The schema of a parameter, or of a property of the body. */
  function field(id: OperationId, name: string): Schema {
    const { operation, parameters } = sourceOf(id)
    const parameter = parameters.find((one) => one.name === name)
    if (parameter) {
      const { schema, description } = parameter as { schema: Schema; description: string }
      return { ...selectedSchema(schema, true, find), description }
    }
    const body = bodyOf(operation)
    if (!body) throw new Error(`${id} has no parameter ${name} and no body.`)
    return selectedSchema(propertyOf(body, name, find), true, find)
  }

  return {
    /** The schema of a component. */
    component: (name: string, selection: Selection = true): Schema =>
      selectedSchema({ $ref: `#/components/schemas/${name}` }, selection, find),

    /** The schema of a property of a component. */
    property: (component: string, name: string): Schema =>
      selectedSchema(propertyOf(find(`#/components/schemas/${component}`), name, find), true, find),

    /** The schema of a tool's arguments: those of an operation, and those of the tool itself. */
    takes: (id: OperationId, taken: AcceptedInput, own: Record<string, Schema> = {}): Schema => ({
      type: 'object',
      additionalProperties: false,
      required: Object.keys(taken).filter((name) => taken[name] === 'required'),
      properties: {
        ...Object.fromEntries(Object.keys(taken).map((name) => [name, field(id, name)])),
        ...own,
      },
    }),

    /** The schema of the part of an operation's response that a tool returns. */
    returns(id: OperationId, selection: Selection): Schema {
      const { operation } = sourceOf(id)
      const response = resolved((operation.responses as Record<string, Schema>)['200'] ?? {})
      return selectedSchema(jsonOf(response) ?? {}, selection, find)
    },
  }
}

export type DocumentSchemas = ReturnType<typeof documentSchemas>

function jsonOf({ content }: Schema): Schema | undefined {
  const types = content as Record<string, { schema: Schema }> | undefined
  return types?.['application/json']?.schema
}
