import { setTimeout } from 'node:timers/promises'
import { type SeenEntry, wholeLog, withStore } from '@openparley/test-kit/event-log'
import { freePort } from '@openparley/test-kit/free-port'
import {
  appId,
  type ServerProcess,
  secretKey,
  startProcess,
} from '@openparley/test-kit/server-process'
import { ensureApp } from '../../../src/operations/apps.ts'

/** Nodes on one database, which are killed and restarted. */
export interface StormSite {
  /** The URL of each node; it stays the same after a restart. */
  readonly baseUrls: string[]
  readonly apps: { appId: string; secretKey: string }[]
  /** Kills a node and restarts it after a pause in milliseconds; resolves when it listens. */
  restart(node: number, pause: number): Promise<void>
  /** The whole event log, in its order. */
  log(): Promise<SeenEntry[]>
  close(): Promise<void>
}

/** Starts nodes on the database, with two apps. */
export async function openSite(databaseUrl: string, count: number): Promise<StormSite> {
  const apps = [
    { appId, secretKey },
    { appId: 'bakery', secretKey: 'sk_test_bakery_0001' },
  ]
  await withStore(databaseUrl, async (store) => {
    for (const app of apps)
      await ensureApp(store, { id: app.appId, secretKey: app.secretKey }, Date.now())
  })
  const ports = await Promise.all(Array.from({ length: count }, () => freePort()))
  const starts = ports.map((port) => () => startProcess(databaseUrl, { PORT: String(port) }))
  const nodes = await Promise.all(starts.map((start) => start()))
  return {
    baseUrls: nodes.map(({ baseUrl }) => baseUrl),
    apps,
    async restart(node, pause) {
      await nodes[node]?.kill()
      await setTimeout(pause)
      nodes[node] = (await starts[node]?.()) as ServerProcess
    },
    log: () => withStore(databaseUrl, wholeLog),
    async close() {
      for (const { kill } of nodes) await kill()
    },
  }
}
