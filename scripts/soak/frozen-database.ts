import { setTimeout } from 'node:timers/promises'
import { startCluster } from '@openparley/test-kit/cluster'
import type { SoakOptions } from '../soak-scenario.ts'
import { atMost, call, createUsers, withServer } from '../soak-site.ts'

export const name = 'frozen-database'

const maxSeconds = 10

/** Freezes PostgreSQL with SIGSTOP while calls wait for it: SIGTERM must still end the node in time. */
export async function run({ log }: SoakOptions) {
  const cluster = await startCluster()
  try {
    return await withServer(cluster.url, async (server) => {
      await createUsers(server, ['alice'])
      const processes = cluster.freeze()
      log(`${processes} processes of PostgreSQL are frozen`)
      const calls = Array.from({ length: 20 }, () => call(server, 'GET', '/users/alice'))
      const waiting = Promise.allSettled(calls)
      await setTimeout(500)
      const begun = performance.now()
      await server.stop()
      const seconds = (performance.now() - begun) / 1000
      const answered = (await waiting).filter(({ status }) => status === 'fulfilled').length
      if (answered > 0) throw new Error(`The database was not frozen: ${answered} calls succeeded.`)
      atMost(maxSeconds, seconds, 'Seconds until SIGTERM ended the node')
      return { 's until SIGTERM ended the node': Math.round(seconds * 10) / 10 }
    })
  } finally {
    cluster.thaw()
    await cluster.stop()
  }
}
