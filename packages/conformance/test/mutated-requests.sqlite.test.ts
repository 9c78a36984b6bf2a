import type { Operation } from '@openparley/contract'
import { contract } from '@openparley/test-kit/contract'
import { openApp, playAll, playerOf } from '@openparley/test-kit/player'
import { givenSeed } from '@openparley/test-kit/random'
import { type Site, testApp, testServer } from '@openparley/test-kit/server'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  basesOf,
  type Call,
  type MutatedCall,
  type Played,
  requestMutations,
  type Step,
  setting,
} from '../src/index.ts'
import { semanticFaults } from './semantic-faults.ts'

const seed = givenSeed()

/**
 * The number of mutated requests that the seed chooses (requests that add something documented are not counted), and
 * how many of them are mutated a second time. `npm run soak -- --only requests` runs every one.
 */
const isWhole = process.env.CASES === 'all'
const drawn = isWhole ? Number.POSITIVE_INFINITY : 100
const doubles = isWhole ? 100 : 20

/** Number of concurrent players, each with its own app. */
const players = 4

const restoring = setting.filter(
  ({ status = 200, operation }) =>
    status === 200 && /^(put|send|join|createApp$|createKey|listKeys)/.test(operation),
)

const messagesAgain = restoring.filter(({ operation }) => operation.startsWith('send'))

/**
 * The number of writes after which the state is restored. After a deletion, the deleted objects are restored
 * immediately.
 */
const patience = 25

/** The steps that create again what the operation deletes. No call does so for a reaction. */
function undoing({ id, method }: Operation): Step[] {
  if (method !== 'DELETE' || id.endsWith('Reaction')) return []
  return ['deleteMessage', 'removeMessage'].includes(id) ? messagesAgain : restoring
}

/** An app with the state of the examples, which is restored after changes. */
async function prepared(site: Site) {
  const player = playerOf(site)
  await playAll(player, setting)
  let changes = 0
  return async (operation: Operation, call: Call) => {
    const played = await player.send(operation, call)
    const { status } = played.exchange.response
    if (status !== 200 || operation.method === 'GET') return played
    changes += 1
    const steps = changes < patience ? undoing(operation) : restoring
    if (steps === restoring) changes = 0
    for (const step of steps) await player.play(step)
    return played
  }
}

/** The faults of a 400, `#/email: Must be string.`; those of a batch without the keys of its items. */
function faultsOf(value: unknown): string[] {
  const listed = (faults: object) =>
    Object.entries(faults).flatMap(([where, whys]) =>
      [whys].flat().map((why: string) => `${where}: ${why}`),
    )
  const body = value as { errors?: object }
  return body.errors ? listed(body.errors) : Object.values(body).flatMap((one) => listed(one))
}

/** Only all mutated requests together create so many. */
const tooMany = /^#: The app has 50 webhooks, which is the max\.$/

const known = [tooMany, ...Object.values(semanticFaults).map(({ fault }) => fault)]

/** Returns the violations of a response; undefined if it is correct. */
function judged(operation: Operation, played: Played): string | undefined {
  const { requestFaults, exchange } = played
  const { status } = exchange.response
  if (status >= 500) return `a ${status}`
  if (requestFaults.length > 0)
    return status < 400
      ? `accepted with ${status}, though ${requestFaults[0]?.pointer} is not ${requestFaults[0]?.expected}`
      : undefined
  // The resource of the path may not exist, or the caller may not be allowed to change it.
  if ([200, 206, 304, 403, 404, 416].includes(status)) return undefined
  // Without a security scheme, the credentials are in the body. A code to sign in can be used once.
  if (status === 401 && operation.security.length === 0) return undefined
  if (status === 413 && exchange.request.body.length > 1024 * 1024) return undefined
  if (status !== 400) return `a valid request refused with ${status}`
  const unknown = faultsOf(played.value).filter((told) => !known.some((fault) => fault.test(told)))
  return unknown.length > 0 ? `a valid request refused: ${unknown.join(' ')}` : undefined
}

interface Case {
  operation: Operation
  mutation: MutatedCall
}

const everyCase = contract.operations.flatMap((operation) =>
  basesOf(contract, operation).flatMap((base) =>
    [...requestMutations(contract, operation, base)].map(
      (mutation): Case => ({
        operation,
        mutation,
      }),
    ),
  ),
)

/** Selects a number of items by the seed, in the order of the list. */
function draw<T>(list: T[], count: number): T[] {
  const length = Math.min(count, list.length)
  const some = fc.subarray(list, { minLength: length, maxLength: length })
  return fc.sample(some, { seed, numRuns: 1 })[0] ?? []
}

/** Max characters of a body that is mutated a second time: every part of a list of 10,000 items is changed otherwise. */
const maxMutatedTwice = 5000

/**
 * The requests that add something documented. If a change is the same for each call of an operation, only the first and
 * the last call.
 */
function listing(): Case[] {
  const lists = everyCase.filter(({ mutation }) => mutation.lists)
  if (isWhole) return lists
  const nameOf = ({ operation, mutation }: Case) =>
    `${operation.id} ${mutation.name.replaceAll(/\/\d+/g, '/0')}`
  const first = new Map(lists.toReversed().map((one) => [nameOf(one), one]))
  const last = new Map(lists.map((one) => [nameOf(one), one]))
  return [...new Set([...first.values(), ...last.values()])]
}

/** Mutates requests a second time; the seed decides which. Requests with long bodies are left out. */
function changedTwice(): Case[] {
  const twice = draw(everyCase, doubles)
  const seconds = fc.sample(fc.nat(), { seed, numRuns: twice.length })
  return twice.flatMap(({ operation, mutation: { name, call } }, index) => {
    if ((call.body?.length ?? 0) > maxMutatedTwice) return []
    const again = [...requestMutations(contract, operation, call)]
    const second = again[(seconds[index] ?? 0) % again.length]
    if (!second) return []
    return { operation, mutation: { ...second, name: `${name}, then ${second.name}` } }
  })
}

test('no mutated request gets a 5xx, is accepted if invalid or refused if valid', async () => {
  console.log(`SEED=${seed}`)
  const others = new Set(
    draw(
      everyCase.filter(({ mutation }) => !mutation.lists),
      drawn,
    ),
  )
  const chosen = new Set([...listing(), ...others])
  const once = everyCase.filter((one) => chosen.has(one))
  const cases: Case[] = [...once, ...changedTwice()]
  const apps = Array.from({ length: players }, (_, index) => ({ ...openApp, id: `shop${index}` }))
  // A server makes one backup at a time, and the players would all make one.
  const { baseUrl } = await testServer({ apps, backups: 'off' })
  const findings: string[] = []
  const play = async (appId: string, secretKey: string, part: Case[]) => {
    const send = await prepared({ baseUrl, appId, secretKey })
    for (const { operation, mutation } of part) {
      const { name, call } = mutation
      const finding = await send(operation, call).then(
        (played) => judged(operation, played),
        (error: Error) => error.message,
      )
      if (finding) findings.push(`${operation.id}, ${name}: ${finding}`)
    }
  }
  const length = Math.ceil(cases.length / players)
  await Promise.all(
    apps.map(({ id, secretKey }, index) =>
      play(id, secretKey, cases.slice(index * length, (index + 1) * length)),
    ),
  )
  expect(findings).toEqual([])
  expect(cases.length).toBeGreaterThanOrEqual(1500)
}, 300_000)

test('every reason to refuse a valid request is listed and provoked', async () => {
  const player = playerOf(await testApp({ settings: openApp.settings }))
  await playAll(player, setting)
  for (const [reason, { fault, step }] of Object.entries(semanticFaults)) {
    const { requestFaults, value } = await player.play({ ...step, status: 400 })
    expect([reason, requestFaults]).toEqual([reason, []])
    expect(faultsOf(value), reason).toEqual([expect.stringMatching(fault)])
  }
})
