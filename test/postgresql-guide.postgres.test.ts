import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '@openparley/test-kit/eventually'
import { root } from '@openparley/test-kit/program'
import { testApp } from '@openparley/test-kit/server'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'

const guide = readFileSync(join(root, 'docs/postgresql.md'), 'utf8')
const statements = [...guide.matchAll(/```sql\n(.*?)```/gs)].map(([, sql = '']) => sql)

test('the statements of the guide run, and show a transaction that delays the log', async () => {
  const { call, databaseUrl } = await testApp()
  const open = async () => {
    const client = new pg.Client(databaseUrl)
    await client.connect()
    onTestFinished(() => client.end())
    return client
  }
  const [watch, writer] = [await open(), await open()]
  const answers = async () => {
    const rows: Record<string, unknown>[][] = []
    for (const sql of statements) rows.push((await watch.query(sql)).rows)
    return rows
  }
  // Until the server has done what the tests before this one left to it.
  await eventually(async () => {
    const [, lag, pools, waiting, nodes] = await answers()
    expect(lag).toEqual([{ events: '0', milliseconds: '0' }])
    expect(pools?.length).toBeGreaterThan(0)
    expect(waiting).toMatchObject([{ waiting: '0' }])
    expect(nodes).toMatchObject([{ id: expect.any(String), streams: '0', present: '0' }])
  })

  await writer.query(`BEGIN; SET application_name = 'forgotten'; CREATE TABLE held (id INTEGER)`)
  await call('PUT', '/users/alice', { body: { name: 'Alice' } })
  const [oldest, held] = await answers()
  expect(oldest).toContainEqual(expect.objectContaining({ application_name: 'forgotten' }))
  expect(held).toMatchObject([{ events: '1' }])
  await writer.query('ROLLBACK')
})
