import type { Contract } from '@openparley/contract/internal/conforms'
import {
  exampleOf,
  examplesOf,
  type Operation,
  valueAt,
} from '@openparley/contract/internal/document'
import { bodyText, bodyType } from './call-body.ts'
import type { Call } from './player.ts'
import { isOfOperators } from './tokens.ts'

/** A call that provokes a status of an operation in any state of the server. */
export interface Probe {
  operation: Operation
  status: number
  call: Call
}

/** A call with the document's examples of parameters and body. */
export function exampleCall({ document }: Contract, operation: Operation): Call {
  const named = (place: string) =>
    Object.fromEntries(
      operation.parameters
        .filter(({ object }) => object.in === place && !isOwnApp(operation, object.name))
        .map(({ object }) => [object.name, String(object.example)]),
    )
  const [body] = examplesOf(document, operation.body?.object.content[bodyType(operation)])
  return { path: named('path'), body: body && bodyText(operation, body.value) }
}

/** Whether the parameter is the app of the caller, and not one that an operator manages. */
export const isOwnApp = (operation: Operation, name: string): boolean =>
  name === 'appId' && !isOfOperators(operation)

const tooLong = JSON.stringify('a'.repeat(1024 * 1024))

/** How to provoke each status with only the document and a server. */
const provocations: Record<
  number,
  (call: Call, contract: Contract, operation: Operation) => Call | undefined
> = {
  206: (call) => ({ ...call, headers: { range: 'bytes=0-0' } }),
  304: (call) => ({ ...call, headers: { 'if-none-match': '*' } }),
  400: (call) => ({ ...call, query: { unknown: '1' } }),
  401: (call) => ({ ...call, token: null }),
  404: (call, contract, operation) => ({ ...call, path: unknownIds(contract, operation, call) }),
  // How large a file may be is a setting of the server.
  413: (call, _, operation) =>
    bodyType(operation) === 'application/json' ? { ...call, body: tooLong } : undefined,
  415: (call) => ({ ...call, headers: { 'content-type': 'text/plain' } }),
  416: (call) => ({ ...call, headers: { range: 'bytes=999999999-' } }),
}

/** One probe for each status of each operation that can be provoked in any state. */
export const probesOf = (contract: Contract): Probe[] =>
  contract.operations.flatMap((operation) =>
    [...operation.responses.keys()].flatMap((status) => {
      const provoke = provocations[status]
      const call = provoke?.(exampleCall(contract, operation), contract, operation)
      return call ? [{ operation, status, call }] : []
    }),
  )

/** Replaces the ids by valid ids that do not exist. */
function unknownIds(contract: Contract, operation: Operation, call: Call) {
  const unknown = (name: string, id: string) => {
    // Other parameters, such as emoji, are not ids of something that must exist.
    if (!/(Id|Token)$/.test(name)) return id
    const parameter = operation.parameters.find(({ object }) => object.name === name)
    const schema = `${parameter?.pointer}/schema`
    const ids = [`${id}-unknown`, id.replace(/[0-9A-Za-z]{22}$/, '0'.repeat(22))]
    const fits = (value: string) =>
      valueAt(contract.document, schema) === undefined || contract.check(schema, value).length === 0
    return ids.find(fits) ?? id
  }
  return Object.fromEntries(
    Object.entries(call.path ?? {}).map(([name, id]) => [name, unknown(name, id)]),
  )
}

/** One call for each query parameter of each operation, with the parameter's example. */
export const parameterCalls = (contract: Contract) =>
  contract.operations
    .filter(({ method }) => method === 'GET')
    .flatMap((operation) =>
      operation.parameters
        .filter(({ object }) => object.in !== 'path')
        .map(({ object, pointer }) => {
          const example = exampleOf(contract.document, { object, pointer })
          const value = typeof example === 'object' ? JSON.stringify(example) : String(example)
          const where = object.in === 'query' ? 'query' : 'headers'
          const call: Call = {
            ...exampleCall(contract, operation),
            [where]: { [object.name]: value },
          }
          const status = object.name === 'Range' ? 206 : 200
          return { operation, parameter: object.name, call, status }
        }),
    )
