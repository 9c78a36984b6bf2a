import { lastingDatabase } from '@openparley/test-kit/database'
import { testEngine } from '@openparley/test-kit/engine'
import pg from 'pg'
import { onTestFinished, test } from 'vitest'
import { openStore } from '../../src/store/store.ts'

const write = (store: Awaited<ReturnType<typeof openStore>>) =>
  store.write([], (tx) => tx.settings.put('name', 'value'))

test('a commit on one node wakes the other, also after the connection was lost', async () => {
  const url = await lastingDatabase()
  const [here, there] = await Promise.all([
    testEngine(url).then(openStore),
    testEngine(url).then(openStore),
  ])
  onTestFinished(async () => {
    await here.close()
    await there.close()
  })
  let heard = Promise.withResolvers<void>()
  there.onCommit(() => heard.resolve())
  await write(here)
  await heard.promise

  const client = new pg.Client(url)
  await client.connect()
  // A node that connects again reads the log, as it may have missed something.
  heard = Promise.withResolvers<void>()
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database()
       AND (query LIKE 'LISTEN%' OR query LIKE 'NOTIFY%' OR query = 'SELECT 1')`,
  )
  await client.end()
  await heard.promise
  heard = Promise.withResolvers<void>()
  const until = heard.promise.then(() => true)
  while (!(await Promise.race([until, write(here).then(() => false)])));
})
