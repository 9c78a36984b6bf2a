import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Operation } from '@openparley/contract'
import { contract } from '@openparley/test-kit/contract'
import { openApp, playAll, playerOf, uncheckedPlayerOf } from '@openparley/test-kit/player'
import { root, startProgram } from '@openparley/test-kit/program'
import { testServer } from '@openparley/test-kit/server'
import { afterAll, expect, test } from 'vitest'
import {
  basesOf,
  type Call,
  exampleCall,
  type Player,
  parameterCalls,
  setting,
} from '../src/index.ts'

/** Registered for the end of the file: a hook or a test would end the program too late. */
const ends: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const end of ends) await end()
})

interface Probe {
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
const probes: Probe[] = [
  // Only reads, so they come before the examples that change the state, such as `createAnonymization`.
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

/** The status, and whether the response is as documented. */
async function answerOf(player: Player, { operation, call }: Probe): Promise<string> {
  const { exchange, violations } = await player.send(operation, call)
  // The status already shows that the request was accepted.
  const ownShape = violations.some(({ pointer }) => !pointer.startsWith('request'))
  return `${exchange.response.status}${ownShape ? ', in another format' : ''}`
}

/** The rows of the table in the docs. */
function documented(): Map<string, string> {
  const text = readFileSync(join(root, 'docs/mock-parity.md'), 'utf8')
  const rows = [...text.matchAll(/^\| (.+?) \| (\d+) \| (\d+.*?) \| (.+?) \|$/gm)]
  return new Map(
    rows.map(([, name, server, mock, reason = '']) => [`${name}: ${server}, mock ${mock}`, reason]),
  )
}

test('the mock returns what the server does, except for the documented differences', async () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const mock = startProgram(scripts.mock.replace('--port 4010', '--port 0'), {
    onEnd: (end) => ends.push(end),
  })
  const [, baseUrl = ''] = await mock.printed(/Prism is listening on (\S+)/)
  const server = playerOf(await testServer({ apps: [openApp] }))
  await playAll(server, setting)
  const { id: appId, secretKey } = openApp
  const prism = uncheckedPlayerOf({ baseUrl, appId, secretKey })
  const differences = new Map<string, string[]>()
  let same = 0
  for (const probe of probes) {
    const [own, mocked] = [await answerOf(server, probe), await answerOf(prism, probe)]
    const key = `${probe.name}: ${own}, mock ${mocked}`
    if (own === mocked) same += 1
    else differences.set(key, [...(differences.get(key) ?? []), probe.operation.id])
  }
  const listed = documented()
  const unlisted = [...differences].filter(([key]) => !listed.has(key))
  expect(unlisted).toEqual([])
  expect([...listed.keys()].filter((key) => !differences.has(key))).toEqual([])
  expect(same).toBeGreaterThan(150)
  // Hundreds of requests to a program that is slow to start.
}, 300_000)
