import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { engine, lastingDatabase } from '@openparley/test-kit/database'
import type { TestServer } from '@openparley/test-kit/server'
import { openStream, type TestStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import pg from 'pg'
import { openEngine } from '../../src/store/open-engine.ts'

const fixture = (name: string) => join(import.meta.dirname, '../fixtures', name)

/** A database as the program of that schema left it. */
export async function olderDatabase(schema: number): Promise<string> {
  const url = await lastingDatabase()
  if (engine === 'sqlite') {
    copyFileSync(fixture(`schema-${schema}.db`), url.replace('sqlite:', ''))
    return url
  }
  const client = new pg.Client(url)
  await client.connect()
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  await client.query(readFileSync(fixture(`schema-${schema}.sql`), 'utf8'))
  await client.query(`UPDATE public.events SET xid = '10'`)
  await client.end()
  await inItsPlace(url)
  return url
}

/** Makes the restored database look like the original database, so that it keeps its log. */
async function inItsPlace(url: string): Promise<void> {
  const opened = await openEngine(url)
  const lineage = JSON.stringify(await opened.lineage?.())
  await opened.transaction([], (db) =>
    db.run(`UPDATE settings SET value = $1 WHERE name = 'epoch.lineage'`, [lineage]),
  )
  await opened.close()
}

/** Everything that the API returns for the app; each response is validated against the document. */
export async function everything({ call }: TestServer) {
  const get = async (path: string) => {
    const { status, body } = await call('GET', path)
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
    return body as never
  }
  const list = async (path: string): Promise<{ id: string }[]> =>
    ((await get(`${path}?limit=100`)) as { data: { id: string }[] }).data
  const users = await list('/users')
  const conversations = await list('/conversations')
  const all: Record<string, unknown> = { users, conversations }
  for (const { id } of users) {
    all[`user ${id}`] = await get(`/users/${id}`)
    all[`conversations of ${id}`] = await list(`/users/${id}/conversations`)
  }
  for (const { id } of conversations) {
    all[`conversation ${id}`] = await get(`/conversations/${id}`)
    const messages = await list(`/conversations/${id}/messages`)
    all[`messages in ${id}`] = messages
    for (const message of messages)
      all[`message ${message.id}`] = await get(`/conversations/${id}/messages/${message.id}`)
  }
  return all
}

/** The user's stream from the beginning of the log; each event is validated against the document. */
export async function wholeStream(server: TestServer, userId: string): Promise<TestStream> {
  const opened = await openEngine(server.databaseUrl)
  const [row] = await opened.rows(`SELECT value FROM settings WHERE name = 'epoch'`)
  await opened.close()
  return openStream(server, userId, { after: `${row?.value}.0.0.0` })
}

/** The conversation as the user sees it, with the id of its newest event. */
export async function snapshotOf(server: TestServer, userId: string, conversationId: string) {
  const headers = { authorization: `Bearer ${await userToken(server, userId)}` }
  const { body } = await server.call('GET', `/realtime/conversations/${conversationId}`, {
    headers,
  })
  return body as { lastEventId: number }
}
