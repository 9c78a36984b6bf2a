import { nanoid } from 'nanoid'
import { onTestFinished } from 'vitest'
import { ensureApp } from '../server/src/operations/apps.ts'
import { chatOf } from './chat.ts'
import { lastingDatabase } from './database.ts'
import { withStore } from './event-log.ts'
import { clientOf, testServer } from './server.ts'
import { type ServerProcess, startProcess } from './server-process.ts'

type OnEnd = (end: () => void | Promise<void>) => void

/** Starts several server processes on one PostgreSQL database. They are killed when the test ends, or by `onEnd`. */
export async function startNodes(count: number, onEnd: OnEnd = onTestFinished) {
  const databaseUrl = await lastingDatabase(onEnd)
  const starting = Array.from({ length: count }, () => startProcess(databaseUrl))
  onEnd(async () => {
    for (const node of await Promise.all(starting)) await node.kill()
  })
  return { databaseUrl, nodes: (await Promise.all(starting)).map(withChat) }
}

/** Starts two servers of this process on one database, which is quicker, for a test that kills none. */
export async function twoServers() {
  const databaseUrl = await lastingDatabase()
  const start = async () => {
    const server = await testServer({ databaseUrl })
    return { ...server, chat: chatOf(server.client) }
  }
  const [here, there] = await Promise.all([start(), start()])
  return { databaseUrl, here, there }
}

const withChat = (node: ServerProcess) => ({ ...node, chat: chatOf(clientOf(node)) })

/** The same nodes with a new app, so that tests can share them. */
export async function withNewApp({ databaseUrl, nodes }: Awaited<ReturnType<typeof startNodes>>) {
  const app = { id: `shop-${nanoid(8)}`, secretKey: `sk_${nanoid()}` }
  await withStore(databaseUrl, (store) => ensureApp(store, app, Date.now()))
  return {
    databaseUrl,
    nodes: nodes.map((node) => withChat({ ...node, appId: app.id, secretKey: app.secretKey })),
  }
}
