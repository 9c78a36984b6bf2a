import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chatOf } from '@openparley/test-kit/chat'
import { lastingDatabase } from '@openparley/test-kit/database'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { freePort } from '@openparley/test-kit/free-port'
import { testServer } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { expect, onTestFinished, test } from 'vitest'

const hasPgBouncer = spawnSync('pgbouncer', ['--version']).status === 0
if (!hasPgBouncer)
  console.log(
    'Skipped: the test with PgBouncer, which is not on the PATH (apt-get install pgbouncer).',
  )

/** The database behind a PgBouncer with the settings that docs/postgresql.md names. */
async function bounced(url: string): Promise<string> {
  const database = new URL(url)
  const folder = temporaryFolder()
  chmodSync(folder, 0o755)
  const port = await freePort()
  const settings = join(folder, 'pgbouncer.ini')
  const { hostname, username, password } = database
  writeFileSync(
    settings,
    `[databases]
* = host=${hostname} port=${database.port} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = session
ignore_startup_parameters = extra_float_digits, statement_timeout, idle_in_transaction_session_timeout
`,
  )
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? ['-u', 'postgres'] : []
  const bouncer: ChildProcess = spawn('pgbouncer', [...user, settings], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(bouncer, 'exit')
  onTestFinished(async () => {
    bouncer.kill('SIGKILL')
    await ended
  })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    bouncer.stderr?.on('data', (text) => {
      said += text
      if (said.includes('process up')) resolve()
    })
    ended.then(() => reject(new Error(said)))
  })
  database.host = `127.0.0.1:${port}`
  return database.href
}

test.skipIf(!hasPgBouncer)(
  'two nodes behind PgBouncer in session mode write, read and stream (needs pgbouncer on the PATH)',
  async () => {
    const databaseUrl = await bounced(await lastingDatabase())
    const [one, other] = [await testServer({ databaseUrl }), await testServer({ databaseUrl })]
    const chat = chatOf(one.client)
    await chat.conversationWith('order', ['alice', 'bob'])
    const stream = await liveStream(other, 'alice')
    const [id] = await chat.say('order', 'bob', 'Hello')
    expect(await stream.next('message.created')).toMatchObject({ message: { id } })
    expect((await other.call('GET', `/conversations/order/messages/${id}`)).status).toBe(200)
  },
)
