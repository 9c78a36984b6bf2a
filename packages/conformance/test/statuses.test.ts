import { contract } from '@openparley/test-kit/contract'
import { openApp, playAll, playerOf } from '@openparley/test-kit/player'
import { testApp, testServer } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'
import { defaultPermissions } from '../../server/src/model/permissions.ts'
import {
  cleanup,
  exampleCall,
  type Player,
  parameterCalls,
  probesOf,
  readOnlySetting,
  scenario,
  setting,
} from '../src/index.ts'
import { sebastian } from '../src/scenario-names.ts'

let reading: Promise<Player> | undefined

/** A player on an app with the state of the examples, which tests share that only read. */
function readingPlayer(): Promise<Player> {
  reading ??= testApp().then(async (app) => {
    const player = playerOf(app)
    await playAll(player, setting)
    return player
  })
  return reading
}

const title = (operation: string, status: number) => `${operation} ${status}`

test('every call of the scenario gets the documented response', async () => {
  const played = await playAll(playerOf(await testServer({ apps: [openApp] })), scenario)
  expect(played).toHaveLength(scenario.length)
})

test('the scenario leaves no conversation behind, and can be played again', async () => {
  const server = await testApp()
  const player = playerOf(server)
  await playAll(player, setting)
  await playAll(player, cleanup)
  expect((await server.call('GET', '/conversations')).body).toEqual({ data: [] })
  await playAll(
    player,
    setting.filter(({ strangers }) => !strangers),
  )
})

test('every parameter of every list is accepted with its example', async () => {
  const player = await readingPlayer()
  for (const { operation, parameter, call, status } of parameterCalls(contract)) {
    const { exchange } = await player.send(operation, call)
    expect([operation.id, parameter, exchange.response.status]).toEqual([
      operation.id,
      parameter,
      status,
    ])
  }
})

test.each([206, 304, 400, 401, 404, 413, 415, 416])(
  'every operation that documents %i returns it when provoked',
  async (status) => {
    const reads = status < 400 || status === 416
    const player = reads ? await readingPlayer() : playerOf(await testApp())
    for (const probe of probesOf(contract).filter((probe) => probe.status === status)) {
      const { exchange } = await player.send(probe.operation, probe.call)
      const { id } = probe.operation
      expect(title(id, exchange.response.status)).toBe(title(id, status))
    }
  },
)

test('every operation that documents 403 returns it if the server, the app, the role or the access forbids the call', async () => {
  const none = Object.fromEntries(Object.keys(defaultPermissions).map((name) => [name, false]))
  const empty = playerOf(await testApp())
  const forbidding = playerOf(
    await testServer({
      apps: [{ ...openApp, settings: { roles: { default: none, buyer: none } } }],
      backups: 'off',
    }),
  )
  await playAll(forbidding, readOnlySetting)
  for (const operation of contract.operations.filter(({ responses }) => responses.has(403))) {
    const call = exampleCall(contract, operation)
    const statuses: number[] = []
    for (const { player, as } of [
      { player: empty },
      { player: forbidding },
      { player: forbidding, as: sebastian.userId },
    ])
      statuses.push((await player.send(operation, { ...call, as })).exchange.response.status)
    expect([operation.id, ...statuses]).toContain(403)
  }
})

test('every operation that documents 429 returns it if the app makes too many requests', async () => {
  const limit = { perSecond: 1 }
  const server = await testServer({
    rateLimits: { app: limit, user: limit, operator: limit, guess: limit, address: limit },
  })
  const player = playerOf(server)
  await server.call('GET', '/users')
  for (const operation of contract.operations.filter(({ responses }) => responses.has(429))) {
    let status = 0
    // The limit allows one request per second.
    for (let tries = 0; status !== 429 && tries < 5; tries += 1)
      status = (await player.send(operation, exampleCall(contract, operation))).exchange.response
        .status
    expect(title(operation.id, status)).toBe(title(operation.id, 429))
  }
})

test('every operation returns 503 during shutdown', async () => {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const server = await testServer(
    {},
    {
      prepare(fastify) {
        fastify.addHook('preClose', () => held)
        // After five seconds, the server closes all connections. On a busy machine, the calls take longer.
        fastify.server.closeAllConnections = () => {}
      },
    },
  )
  const player = playerOf(server)
  const closed = server.close()
  try {
    for (const operation of contract.operations.filter(({ responses }) => responses.has(503))) {
      const { exchange } = await player.send(operation, exampleCall(contract, operation))
      expect(title(operation.id, exchange.response.status)).toBe(title(operation.id, 503))
    }
  } finally {
    letGo()
    await closed
  }
})
