import { chatOf } from '@openparley/test-kit/chat'
import { lastingDatabase, postgresServer } from '@openparley/test-kit/database'
import { eventually } from '@openparley/test-kit/eventually'
import { temporaryFolder } from '@openparley/test-kit/folder'
import {
  hasPgBouncer,
  onPort,
  preparesStatements,
  startPgBouncer,
} from '@openparley/test-kit/pgbouncer'
import { testServer } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { expect, onTestFinished, test, vi } from 'vitest'
import { findings } from '../../src/commands/doctor-checks.ts'
import { databaseOption } from '../../src/commands/options.ts'
import { assertUsable } from '../../src/store/postgres/assert-usable.ts'
import { openPostgres } from '../../src/store/postgres/open-postgres.ts'

if (!hasPgBouncer)
  console.log(
    'Skipped: the tests with PgBouncer, which is not on the PATH (apt-get install pgbouncer).',
  )

/** Parameters that PgBouncer refuses by default. */
const ignored = 'extra_float_digits, statement_timeout, idle_in_transaction_session_timeout'

/** An empty database, and its address at a PgBouncer with the settings. */
async function bounced(settings: Record<string, string | number>) {
  const direct = await lastingDatabase()
  let bouncer = await startPgBouncer(postgresServer().url, settings)
  onTestFinished(() => bouncer.stop())
  return {
    direct,
    url: onPort(direct, bouncer.port),
    where: `127.0.0.1:${bouncer.port}`,
    stop: () => bouncer.stop(),
    async restart() {
      bouncer = await startPgBouncer(postgresServer().url, settings, bouncer.port)
    },
  }
}

test.skipIf(!hasPgBouncer)(
  'two nodes behind PgBouncer in session mode write, read and stream (needs pgbouncer on the PATH)',
  async () => {
    const { url: databaseUrl } = await bounced({
      pool_mode: 'session',
      ignore_startup_parameters: ignored,
    })
    await twoNodes({ databaseUrl })
  },
)

test.skipIf(!hasPgBouncer)(
  'two nodes behind PgBouncer in transaction mode write, read and stream with few sessions, also after a restart of PgBouncer (needs pgbouncer on the PATH)',
  async () => {
    const { direct, url, stop, restart } = await bounced({
      pool_mode: 'transaction',
      default_pool_size: 3,
    })
    expect(await assertUsable(url, direct)).toBe(
      preparesStatements ? 'preparing transactions' : 'transactions',
    )
    const { one, chat, stream } = await twoNodes({ databaseUrl: url, databaseDirectUrl: direct })
    await stop()
    expect((await one.call('GET', '/users/alice')).status).toBe(503)
    await restart()
    await eventually(async () => {
      expect((await one.call('GET', '/users/alice')).status).toBe(200)
    })
    const [id] = await chat.say('order', 'bob', 'After the restart')
    expect(await stream.next('message.created')).toMatchObject({ message: { id } })
  },
)

async function twoNodes(addresses: { databaseUrl: string; databaseDirectUrl?: string }) {
  const [one, other] = [await testServer(addresses), await testServer(addresses)]
  const chat = chatOf(one.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  const stream = await liveStream(other, 'alice')
  const numbers = Array.from({ length: 20 }, (_, number) => number)
  const sent = await Promise.all(
    numbers.map((number) =>
      number % 2 === 0
        ? chat.say('order', 'bob', `Message ${number}`)
        : chatOf(other.client).say('order', 'alice', `Message ${number}`),
    ),
  )
  const ids = sent.flat()
  const told: string[] = []
  while (told.length < ids.length) told.push((await stream.next('message.created')).message.id)
  expect(told.toSorted()).toEqual(ids.toSorted())
  for (const id of ids)
    expect((await other.call('GET', `/conversations/order/messages/${id}`)).status).toBe(200)
  return { one, chat, stream }
}

test.skipIf(!hasPgBouncer)(
  'a pooler that does not keep sessions is refused without a direct URL to the same database (needs pgbouncer)',
  async () => {
    const { url, where } = await bounced({
      pool_mode: 'transaction',
      ignore_startup_parameters: ignored,
    })
    await expect(openPostgres(url)).rejects.toThrow(
      `${where} is a pooler that does not keep sessions, such as PgBouncer in transaction mode. Set DATABASE_DIRECT_URL`,
    )
    await expect(openPostgres(url, { directUrl: url })).rejects.toThrow(
      `DATABASE_DIRECT_URL leads to a pooler that does not keep sessions, at ${where}.`,
    )
    await expect(openPostgres(url, { directUrl: postgresServer().url })).rejects.toThrow(
      'DATABASE_URL and DATABASE_DIRECT_URL lead to different databases.',
    )
  },
)

test.skipIf(!hasPgBouncer)(
  'a pooler that refuses the parameters of a session is named as a pooler (needs pgbouncer)',
  async () => {
    const { url, where } = await bounced({ pool_mode: 'session' })
    await expect(openPostgres(url)).rejects.toThrow(
      `PostgreSQL at ${where} refused: unsupported startup parameter: statement_timeout. It is a pooler: docs/postgresql.md says how to set it up.`,
    )
    const DATABASE_URL = url
    const all = await findings(
      { DATABASE_URL, FILES_URL: `file:${temporaryFolder()}`, PORT: '1' },
      false,
    )
    expect(all.filter(({ level }) => level === 'problem')).toMatchObject([
      { text: expect.stringContaining('It is a pooler') },
    ])
  },
)

test('commands use the direct address', () => {
  expect(databaseOption().envVar).toBe('DATABASE_URL')
  vi.stubEnv('DATABASE_DIRECT_URL', 'postgres://db/chat')
  expect(databaseOption().envVar).toBe('DATABASE_DIRECT_URL')
  vi.unstubAllEnvs()
})
