import { onTestFinished } from 'vitest'
import { chatOf } from './chat.ts'
import { lastingDatabase } from './database.ts'
import { clientOf } from './server.ts'
import { startProcess } from './server-process.ts'

/** Starts several server processes on one PostgreSQL database. They are killed when the test ends. */
export async function startNodes(count: number) {
  const databaseUrl = await lastingDatabase()
  const starting = Array.from({ length: count }, () => startProcess(databaseUrl))
  onTestFinished(async () => {
    for (const node of await Promise.all(starting)) await node.kill()
  })
  const nodes = (await Promise.all(starting)).map((node) => ({
    ...node,
    chat: chatOf(clientOf(node as never)),
  }))
  return { databaseUrl, nodes }
}
