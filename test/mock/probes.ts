import { basesOf, type Call, exampleCall, parameterCalls } from '@openparley/conformance'
import type { Operation } from '@openparley/contract'
import { contract } from '@openparley/test-kit/contract'

export interface Probe {
  /** A description of the request. */
  name: string
  operation: Operation
  call: Call
}

// Prism cannot write a stream.
const operations = contract.operations.filter(({ id }) => id !== 'streamEvents')

const broken = (name: string, change: (call: Call, operation: Operation) => Call | undefined) =>
  operations.flatMap((operation): Probe[] => {
    const call = change(exampleCall(contract, operation), operation)
    return call ? [{ name, operation, call }] : []
  })

const ifBody = (change: (call: Call) => Call) => (call: Call, operation: Operation) =>
  operation.body ? change(call) : undefined

const ifQuery = (name: string, value: string) => (call: Call, operation: Operation) =>
  operation.parameters.some(({ object }) => object.name === name)
    ? { ...call, query: { [name]: value } }
    : undefined

const ifSecured = (token: string | null) => (call: Call, operation: Operation) =>
  operation.security.length > 0 ? { ...call, token } : undefined

const ifIds = (id: string) => (call: Call) =>
  Object.keys(call.path ?? {}).length > 0
    ? { ...call, path: Object.fromEntries(Object.keys(call.path ?? {}).map((name) => [name, id])) }
    : undefined

const examples = (some: Operation[]) =>
  some.flatMap((operation) =>
    basesOf(contract, operation).map((call) => ({ name: 'an example', operation, call })),
  )

/** Requests whose response depends on no state, or on the state of the examples. */
export const probes: Probe[] = [
  // Operations that only read, so they come before the examples that change the state, such as `createAnonymization`.
  ...parameterCalls(contract)
    .filter(({ operation }) => operations.includes(operation))
    .map(({ operation, call }) => ({ name: "a parameter's example", operation, call })),
  ...examples(operations.filter(({ method }) => method !== 'DELETE')),
  ...broken('no token', ifSecured(null)),
  ...broken('an invalid token', ifSecured('wrong')),
  ...broken('an unknown query parameter', (call) => ({ ...call, query: { unknown: '1' } })),
  ...broken('a limit that is not a number', ifQuery('limit', 'many')),
  ...broken('a limit beyond its bounds', ifQuery('limit', '101')),
  ...broken('an id that is too long', ifIds('a'.repeat(256))),
  ...broken('an unknown version', (call, { parameters }) =>
    parameters.some(({ object }) => object.name === 'TalkJS-REST-Version')
      ? { ...call, headers: { 'TalkJS-REST-Version': '2020-01-01' } }
      : undefined,
  ),
  ...broken(
    'a body of another type',
    ifBody((call) => ({ ...call, body: '"text"' })),
  ),
  ...broken(
    'an unknown property',
    ifBody((call) => ({ ...call, body: '{"unknown":{"unknown":1}}' })),
  ),
  ...broken(
    'malformed JSON',
    ifBody((call) => ({ ...call, body: '{"name":' })),
  ),
  ...broken('no body although one is required', (call, { body }) =>
    body?.object.required ? { ...call, body: undefined } : undefined,
  ),
  ...broken(
    'a body whose content type is not JSON',
    ifBody((call) => ({
      ...call,
      headers: { 'content-type': 'text/plain' },
    })),
  ),
  ...broken(
    'a body over 1 MiB',
    ifBody((call) => ({
      ...call,
      body: JSON.stringify({ name: 'a'.repeat(1024 * 1024) }),
    })),
  ),
  ...broken('an unknown id', (call, { id, path }) =>
    /\{(?!appId)/.test(path) && /^get/.test(id)
      ? ifIds('msg_0000000000000000000000')(call)
      : undefined,
  ),
  // Deletions come last, participants and messages before their conversation.
  ...examples(operations.filter(({ method }) => method === 'DELETE').toReversed()),
]
