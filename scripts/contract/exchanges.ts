import {
  exampleCall,
  type MutationScore,
  mutationScore,
  type Played,
  type Player,
  probesOf,
  readOnlySetting,
  scenario,
} from '@openparley/conformance'
import type { Exchange, Operation } from '@openparley/contract'
import type { SentRequest } from '@openparley/contract/internal/exchange'
import { defaultPermissions } from '../../packages/server/src/model/permissions.ts'
import { receivedDeliveries } from './deliveries.ts'
import { contract } from './document.ts'
import { untilTooMany, withPlayer, withStoppingServer, withStream } from './servers.ts'

const limit = { perSecond: 1 }

/** What the server has sent: responses, and deliveries of webhooks. */
interface Traffic {
  exchanges: Exchange[]
  deliveries: SentRequest[]
}

let traffic: Promise<Traffic> | undefined
let score: Promise<MutationScore> | undefined

/** Injects faults into these exchanges and deliveries, and counts the faults that the contract finds. */
export function realScore(): Promise<MutationScore> {
  score ??= realTraffic().then(({ exchanges, deliveries }) =>
    mutationScore(contract, exchanges, deliveries),
  )
  return score
}

/** One real exchange for each operation, status and media type that a test can provoke, and one delivery of each event. */
export function realTraffic(): Promise<Traffic> {
  traffic ??= playTraffic()
  return traffic
}

async function playTraffic(): Promise<Traffic> {
  const deliveries: SentRequest[] = []
  const found = new Map<string, Exchange>()
  const keep = (operation: string | undefined, exchange: Exchange) => {
    const { status, headers, body = '' } = exchange.response
    const key = `${operation} ${status} ${headers.get('content-type')}`
    // A longer response can have more faults.
    if ((found.get(key)?.response.body?.length ?? -1) < body.length) found.set(key, exchange)
  }
  const each = async (status: number, send: (operation: Operation) => Promise<Played>) => {
    for (const operation of contract.operations.filter(({ responses }) => responses.has(status)))
      keep(operation.id, (await send(operation)).exchange)
  }
  const example = (player: Player) => (operation: Operation) =>
    player.send(operation, exampleCall(contract, operation))

  await withPlayer({ webhookAllow: ['127.0.0.0/8'] }, {}, async (player) => {
    const play = (onMissed: () => Promise<unknown>) =>
      withStream(player, async (stream, exchange) => {
        for (const step of scenario) {
          keep(step.operation, (await player.play(step)).exchange)
          if (step.isMissed) await onMissed()
        }
        await stream.first(({ event }) => event === 'conversation.deleted')
        keep('streamEvents', { ...exchange, response: { ...exchange.response, body: stream.text } })
      })
    deliveries.push(...(await receivedDeliveries(player, play)))
    for (const { operation, call } of probesOf(contract))
      keep(operation.id, (await player.send(operation, call)).exchange)
  })
  await withPlayer(
    { apps: [{ id: 'closed', secretKey: 'sk_test_closed_0001' }], backups: 'off' },
    {},
    (player) => each(403, example(player)),
  )
  const none = Object.fromEntries(Object.keys(defaultPermissions).map((name) => [name, false]))
  const strict = { roles: { default: none, buyer: none } }
  await withPlayer(
    { apps: [{ id: 'strict', secretKey: 'sk_test_strict_0001', settings: strict }] },
    {},
    async (player) => {
      for (const step of readOnlySetting) await player.play(step)
      // Alice may only read; Sebastian's role may do nothing.
      for (const as of ['12081', '8029'])
        await each(403, (operation) =>
          player.send(operation, { ...exampleCall(contract, operation), as }),
        )
    },
  )
  await withPlayer(
    { rateLimits: { app: limit, user: limit, operator: limit, guess: limit, address: limit } },
    {},
    (player) => each(429, (operation) => untilTooMany(player, operation)),
  )
  await withPlayer({ maxFileBytes: 10 }, {}, (player) => each(413, example(player)))
  await withStoppingServer((player) => each(503, example(player)))
  return { exchanges: [...found.values()], deliveries }
}
