import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureApp } from '../../../src/apps.ts'
import type { LogEntry } from '../../../src/store/events.ts'
import type { Random } from '../../faults/kill/random.ts'
import { wholeLog, withStore } from '../../helpers/event-log.ts'
import { appId, type ServerProcess, secretKey, startProcess } from '../../helpers/server-process.ts'

/** Servers on one database, that go down and come back. */
export interface StormSite {
  /** Of each server, the same from one life to the next. */
  readonly baseUrls: string[]
  readonly apps: { appId: string; secretKey: string }[]
  /** Kills a server and starts it again after the pause, in milliseconds; resolves once it listens. */
  restart(server: number, pause: number): Promise<void>
  /** The whole event log, in its order. */
  log(): Promise<LogEntry[]>
  close(): Promise<void>
}

/** One server on a database in a file, with two apps. */
export async function embeddedSite(random: Random): Promise<StormSite> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-storm-'))
  const file = join(folder, 'parley.db')
  const apps = [
    { appId, secretKey },
    { appId: 'bakery', secretKey: 'sk_test_bakery' },
  ]
  await withStore(file, async (store) => {
    for (const app of apps) await ensureApp(store, { id: app.appId, secretKey: app.secretKey })
  })
  const port = await freePort(random)
  const start = () => startProcess(`sqlite:${file}`, { PORT: String(port) })
  let server: ServerProcess = await start()
  return {
    baseUrls: [server.baseUrl],
    apps,
    async restart(_, pause) {
      await server.kill()
      await new Promise((resolve) => setTimeout(resolve, pause))
      server = await start()
    },
    log: () => withStore(file, wholeLog),
    async close() {
      await server.kill()
      rmSync(folder, { recursive: true })
    },
  }
}

/** A free port below those that clients get: one of theirs could take it while the server is away. */
export async function freePort(random: Random): Promise<number> {
  for (;;) {
    const port = random.integer(20_000, 32_000)
    const probe = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => resolve(true))
    })
    await new Promise((resolve) => probe.close(resolve))
    if (isFree) return port
  }
}
