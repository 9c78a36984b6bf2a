import { blankDatabase, engine as kind, lastingDatabase } from '@openparley/test-kit/database'
import { withStore } from '@openparley/test-kit/event-log'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { failedStart, startProcess } from '@openparley/test-kit/server-process'
import { expect, onTestFinished, test } from 'vitest'
import { schemaVersion } from '../../src/store/migrations.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore } from '../../src/store/store.ts'

test('a database of a newer schema is refused with a one-line reason', async () => {
  const url = await lastingDatabase()
  const engine = await openEngine(url)
  const { close } = await openStore(engine)
  const newer = schemaVersion + 1
  await engine.transaction([], (db) => db.run('INSERT INTO schema_version VALUES ($1)', [newer]))
  onTestFinished(async () => {
    const engine = await openEngine(url)
    await engine.transaction([], (db) =>
      db.run('DELETE FROM schema_version WHERE version = $1', [newer]),
    )
    await engine.close()
  })
  await close()
  expect(await failedStart(url)).toEqual({
    code: 1,
    said: `Parley cannot start: The database has schema ${newer}, newer than ${schemaVersion}, the newest that this program supports. Run a newer Parley.\n`,
  })
})

const withDemoApp = { APP_ID: undefined, SECRET_KEY: undefined }

test.runIf(kind === 'postgres')(
  'several nodes can start at once on an empty database: one creates the schema and the demo app (PostgreSQL: an embedded database has one node)',
  async () => {
    const url = await blankDatabase()
    const nodes = await Promise.all([1, 2, 3, 4].map(() => startProcess(url, withDemoApp)))
    onTestFinished(async () => {
      for (const { kill } of nodes) await kill()
    })
    const [demo] = await withStore(url, (store) => store.read.apps.list())
    const secretKey = demo?.keys[0]?.secret
    // Only the node that created the app prints its key.
    expect(nodes.filter((node) => node.secretKey === secretKey)).toHaveLength(1)
    for (const { baseUrl } of nodes) {
      const headers = { authorization: `Bearer ${secretKey}` }
      const response = await checkedFetch(new Request(`${baseUrl}/v1/demo/users`, { headers }))
      expect({ status: response.status, body: await response.json() }).toEqual({
        status: 200,
        body: { data: [] },
      })
    }
    const engine = await openEngine(url)
    expect(await engine.rows('SELECT version FROM schema_version ORDER BY version')).toEqual(
      Array.from({ length: schemaVersion }, (_, index) => ({ version: index + 1 })),
    )
    await engine.close()
  },
  120_000,
)
