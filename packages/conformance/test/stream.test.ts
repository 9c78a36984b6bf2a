import { join } from 'node:path'
import type { OpenStream } from '@openparley/contract/internal/stream'
import { contract } from '@openparley/test-kit/contract'
import { quickFolder, temporaryFolder } from '@openparley/test-kit/folder'
import { openApp, playAll, playerOf } from '@openparley/test-kit/player'
import { testServer } from '@openparley/test-kit/server'
import { expect, onTestFinished, test } from 'vitest'
import { openSqlite } from '../../server/src/store/sqlite/open-sqlite.ts'
import { openStore } from '../../server/src/store/store.ts'
import { type Call, nameStream, type Player, scenario, setting, signedToken } from '../src/index.ts'

const operation = contract.operations.find(({ id }) => id === 'streamEvents')

/** Opens Alice's stream; every event is validated against the document when it arrives. */
async function opened(player: Player, call: Call = {}): Promise<OpenStream> {
  if (!operation) throw new Error('the document has no stream')
  const { stream } = await player.open(operation, call)
  onTestFinished(() => stream.close())
  return stream
}

const named = (type: string) => (event: { event: string }) => event.event === type
const after = (cursor: string | undefined): Call => ({ headers: { 'last-event-id': `${cursor}` } })

test('the stream carries the events of the scenario, each as documented', async () => {
  const player = playerOf(await testServer({ apps: [openApp] }))
  const stream = await opened(player)
  await nameStream(player, stream)
  await playAll(player, setting)
  const other = await opened(player, { as: '8029' })
  await stream.first(({ event, data }) => event === 'user.online' && /"8029"/.test(data))
  await other.close()
  await stream.first(named('user.offline'))
  await playAll(player, scenario.slice(setting.length))
  for (const type of scenario.flatMap(({ emits = [] }) => emits)) await stream.first(named(type))
})

test('a resumed stream begins with ready, or with reset for a cursor of another database', async () => {
  const player = playerOf(await testServer({ apps: [openApp] }))
  const { id } = await (await opened(player)).first(named('ready'))
  await playAll(player, setting)
  const ready = await (await opened(player, after(id))).first(named('ready'))
  expect(JSON.parse(ready.data).replayed).toBeGreaterThan(10)
  const foreign = await opened(player, after('V1StGXR8_Z.0.1'))
  expect(JSON.parse((await foreign.first(named('reset'))).data).reason).toBe('restored')
})

test('a cursor that is older than the log is a reset', async () => {
  const databaseUrl = join(temporaryFolder(undefined, quickFolder), 'parley.db')
  const player = playerOf(
    await testServer({ apps: [openApp], databaseUrl: `sqlite:${databaseUrl}` }),
  )
  const { id } = await (await opened(player)).first(named('ready'))
  // A webhook of the setting would keep the events in the log until they are delivered to it.
  const users = setting.filter(({ operation }) => operation === 'putUser')
  await playAll(player, users)
  const store = await openStore(openSqlite(databaseUrl))
  const trimmed = await store.write(['log'], (tx) =>
    tx.events.trim({ since: Number.MAX_SAFE_INTEGER, events: 0, bytes: 0 }, 1000),
  )
  expect(trimmed).toBeGreaterThan(0)
  await store.close()
  const { data } = await (await opened(player, after(id))).first(named('reset'))
  expect(JSON.parse(data).reason).toBe('expired')
})

test('a stream ends with a reason', async () => {
  const exp = Math.floor(Date.now() / 1000) + 1
  // The clock stands still, so the token is valid however long the request takes. The stream ends after half a second.
  const server = await testServer({ apps: [openApp], now: () => exp * 1000 - 500 })
  const player = playerOf(server)
  const stream = await opened(player)
  const token = await signedToken(server, 'user', { subject: '12081', exp })
  const short = await opened(player, { token })
  expect(JSON.parse((await short.first(named('closed'))).data).reason).toBe('token-expired')
  await stream.first(named('ready'))
  await server.close()
  expect(JSON.parse((await stream.first(named('closed'))).data).reason).toBe('stopping')
})
