import { lastingDatabase } from '@openparley/test-kit/database'
import { register } from '@openparley/test-kit/registered-webhook'
import { expect, onTestFinished, test } from 'vitest'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore } from '../../src/store/store.ts'
import { type Cursor, logStart } from '../../src/store/tables/events.ts'
import type { ProgressChange } from '../../src/store/tables/webhook-progress.ts'
import { recordedEngine } from './recorded-engine.ts'

const appId = 'shop'
const cursor: Cursor = { xid: 0, id: 7, mark: 3 }

/** A database with so many endpoints. */
async function endpoints(count: number) {
  const databaseUrl = await lastingDatabase()
  const { engine, queries } = recordedEngine(await openEngine(databaseUrl))
  const store = await openStore(engine)
  onTestFinished(() => store.close())
  const ids: string[] = []
  while (ids.length < count)
    ids.push(await register({ appId, databaseUrl }, `https://shop.example/${ids.length}`))
  return {
    ...{ ids, store, queries },
    save: (changes: ProgressChange[]) => store.write([], (tx) => tx.webhookProgress.save(changes)),
    /** The saved state of an endpoint. */
    saved: async (id: string) => ({
      cursor: (await store.read.webhookProgress.get(appId, id))?.cursor,
      attempts: (await store.read.webhookAttempts.list(appId, id, 10)).map((one) => one.id),
      rests: (await store.read.webhookRests.list(id)).map(({ key }) => key),
    }),
  }
}

/** Two attempts that succeeded. */
const change = (id: string): ProgressChange => ({
  ...{ appId, id, claim: 0, cursor, failingSince: null, rests: [], ended: [], trims: false },
  counts: { delivered: 2, failed: 0 },
  attempts: ['att_1', 'att_2'].map((attempt, index) => ({
    ...{ id: attempt, eventId: `evt_${index}`, type: 'user.updated', logId: index, createdAt: 1 },
    ...{ status: 204, error: null, duration: 1, response: '', nextAttemptAt: null },
  })),
})

test('the progress of several endpoints is saved with one statement for each table', async () => {
  const { ids, save, saved, queries } = await endpoints(8)
  queries.length = 0
  expect(await save(ids.map(change))).toEqual(ids.map(() => true))
  expect(queries.map(({ sql }) => /^(SELECT|INSERT INTO \w+)/.exec(sql)?.[0])).toEqual([
    'SELECT',
    'INSERT INTO webhook_attempts',
    'INSERT INTO consumers',
  ])
  for (const id of ids)
    expect(await saved(id)).toEqual({ cursor, attempts: ['att_2', 'att_1'], rests: [] })
})

test('nothing is saved for an endpoint that another node took over or that was deleted, and other endpoints are saved', async () => {
  const { ids, store, save, saved } = await endpoints(3)
  const [taken = '', gone = '', own = ''] = ids
  await store.write([], async (tx) => {
    await tx.webhookProgress.claim(appId, taken)
    await tx.webhookProgress.delete(appId, gone)
  })
  const rest = { key: 'user alice', after: logStart, eventId: null, attempts: 0, nextAt: 0 }
  const changes = ids.map((id) => ({ ...change(id), rests: [rest] }))
  expect(await save(changes)).toEqual([false, false, true])
  expect(await saved(taken)).toMatchObject({ attempts: [], rests: [] })
  expect(await saved(taken)).not.toMatchObject({ cursor })
  expect(await saved(gone)).toEqual({ cursor: undefined, attempts: [], rests: [] })
  expect(await saved(own)).toMatchObject({ cursor, rests: ['user alice'] })
  const held = await store.read.consumers.get(`webhook ${own} rests`)
  expect(held).toEqual({ name: `webhook ${own} rests`, at: logStart, enabled: true })
})

test('progress can be saved again, since it is unknown whether it was saved when the connection was lost', async () => {
  const { ids, save, saved } = await endpoints(1)
  const changes = ids.map(change)
  expect([await save(changes), await save(changes)]).toEqual([[true], [true]])
  expect(await saved(ids[0] ?? '')).toMatchObject({ attempts: ['att_2', 'att_1'] })
})

test('a new log is not kept for events of the old log that endpoints had not received', async () => {
  const { ids, store, save } = await endpoints(1)
  const [id = ''] = ids
  const rest = { key: 'user alice', after: cursor, eventId: null, attempts: 0, nextAt: 0 }
  await save([{ ...change(id), rests: [rest] }])
  await store.write([], (tx) => tx.events.clear())
  expect((await store.read.consumers.list()).map(({ name }) => name)).not.toContain(
    `webhook ${id} rests`,
  )
  expect((await store.read.consumers.get(`webhook ${id}`))?.at).toEqual(logStart)
})
