import { clock } from '@openparley/test-kit/clock'
import { lastingDatabase } from '@openparley/test-kit/database'
import { expect, onTestFinished, test } from 'vitest'
import type { FileRecord } from '../../src/model/file.ts'
import type { WebhookRecord } from '../../src/model/webhook.ts'
import { createApp, deleteApp, ensureAnyApp, ensureApp } from '../../src/operations/apps.ts'
import { indexMessages } from '../../src/store/index-messages.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { appGrace, purgeDeleted } from '../../src/store/purge.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { logTable, tablesOfApps } from '../../src/store/tables/owners.ts'
import { nothingSelected } from '../../src/store/tables/streams.ts'
import { callsOn, fillConversation } from './large-conversation.ts'

/** A message that mentions bob. */
const mention = {
  type: 'UserMessage',
  sender: 'alice',
  content: [{ type: 'text', children: [{ type: 'mention', id: 'bob', text: '@Bob' }] }],
}

const tokenOf = (conversationId: string) => `file_${conversationId.padEnd(22, '0')}`

const fileOf = (fileToken: string): FileRecord => ({
  file: {
    fileToken,
    url: '',
    subtype: 'generic',
    size: 1,
    filename: 'a',
    width: null,
    height: null,
    duration: null,
  },
  type: 'application/octet-stream',
  hash: 'ab',
})

const tables = [...Object.keys(tablesOfApps), logTable]

/** A store with two apps that have rows in every table that has rows of apps. */
async function storeWithApps() {
  const engine = await openEngine(await lastingDatabase())
  const store = await openStore(engine)
  onTestFinished(() => store.close())
  const now = clock()
  for (const appId of ['bakery', 'shop']) {
    await createApp(store, appId, {}, now())
    const call = callsOn(store, now, appId)
    for (const userId of ['alice', 'bob']) await call('putUser', { userId }, { name: userId })
    await engine.transaction([], async (db) => {
      for (const row of [
        `reactions VALUES ($1, 'bob', 'order', 1, '👍', 1)`,
        `webhook_progress VALUES ($1, 'wh_1', 0, NULL)`,
        `anonymizations VALUES ($1, 'bob', 1, 1, '{}')`,
        `webhook_rests VALUES ($1, 'wh_1', '', 0, 1, 1, NULL, 0, 1)`,
        `webhook_attempts VALUES ($1, 'wh_1', '1', 0, 'evt_1', '', 1, 1, 200, NULL, 1, '', NULL)`,
      ])
        await db.run(`INSERT INTO ${row}`, [appId])
    })
    for (const conversationId of ['order', 'old']) {
      const message = { type: 'UserMessage', sender: 'alice', text: 'Hi', idempotencyKey: 'once' }
      await call('putConversation', { conversationId }, { participants: ['alice', 'bob'] })
      await call('sendMessages', { conversationId }, [message, ...Array(7).fill(mention)])
      await store.write([], async (tx) => {
        await tx.files.begin(appId, tokenOf(conversationId), 'alice', now())
        await tx.files.complete(appId, fileOf(tokenOf(conversationId)))
      })
      const attachmentToken = tokenOf(conversationId)
      await call('sendMessages', { conversationId }, [{ type: 'SystemMessage', attachmentToken }])
    }
    await store.write([], async (tx) => {
      const stream = { appId, userId: 'alice', id: `stream of ${appId}` }
      await tx.streams.put('node', [
        { ...stream, isPresent: true, watchVersion: 0, ...nothingSelected },
      ])
      await tx.webhooks.put({ appId, id: 'wh_1', createdAt: now() } as WebhookRecord)
      const times = { since: now(), upTo: now(), dueAt: now() }
      await tx.missed.add([{ appId, conversationId: 'small', ...times }])
      await tx.purges.begin({ appId, conversationId: 'gone', lastSeq: 1e6, createdAt: now() })
    })
  }
  await fillConversation(engine, 'large', 2000)
  await indexMessages({ store, pause: 0 })
  await store.write([], (tx) => tx.usage.fold(1000))
  /** The number of rows of an app in each table. */
  const rowsOf = async (appId: string) => {
    const counts: Record<string, number> = {}
    for (const table of tables) {
      const sql = `SELECT COUNT(*) AS count FROM ${table} WHERE app_id = $1`
      counts[table] = (await engine.rows(sql, [appId]))[0]?.count as number
    }
    return counts
  }
  return { engine, store, now, rowsOf }
}

/** The rows of files stay until their bytes are deleted. */
const nothing = { ...Object.fromEntries(tables.map((table) => [table, 0])), files: 2 }

test('a deleted app disappears immediately, and its rows later; rows of other apps stay', async () => {
  const { engine, store, now, rowsOf } = await storeWithApps()
  const before = await rowsOf('shop')
  expect(Object.values(before), JSON.stringify(before)).not.toContain(0)
  const others = await rowsOf('bakery')

  await deleteApp(store, 'shop', now())
  expect(await store.read.apps.get('shop')).toBeUndefined()
  expect(await rowsOf('shop')).toMatchObject({ messages: before.messages, users: 2 })

  await purgeDeleted({ store, now })
  expect(await rowsOf('shop')).toEqual({ ...nothing, purges: 1 })
  now.time += appGrace
  await purgeDeleted({ store, now })
  expect(await rowsOf('shop')).toEqual(nothing)
  expect(await engine.rows('SELECT id FROM apps')).toEqual([{ id: 'bakery' }])
  expect(await engine.rows(`SELECT data FROM files WHERE state = 'removed'`)).toEqual([
    { data: '{}' },
    { data: '{}' },
  ])
  // The other app's own purge of a conversation is done too.
  expect(await rowsOf('bakery')).toEqual({ ...others, purges: 0 })
  const events = await engine.rows('SELECT app_id, data FROM events')
  expect(events.filter(({ data }) => data !== '{}')).toHaveLength(others.events ?? 0)
  expect(events, 'events of the deleted app stay, but are empty').toHaveLength(
    (others.events ?? 0) + (before.events ?? 0),
  )
})

test('an app is deleted in writes of max 250 rows, between which other writes run', async () => {
  const { engine, store, now } = await storeWithApps()
  await deleteApp(store, 'shop', now())
  const rows = async () => {
    const counts = tables.map((table) => `(SELECT COUNT(*) FROM ${table} WHERE app_id = 'shop')`)
    return Number((await engine.rows(`SELECT ${counts.join(' + ')} AS count`))[0]?.count)
  }
  const deleted: number[] = []
  const observed: Store = {
    ...store,
    async write(locks, work) {
      const before = await rows()
      const result = await store.write(locks, work)
      deleted.push(before - (await rows()))
      return result
    },
  }
  await purgeDeleted({ store: observed, now })
  expect(Math.max(...deleted)).toBe(250)
  expect(deleted.length).toBeGreaterThan(12)
})

test('rows that running calls still write to a deleted app are deleted too', async () => {
  const { store, now, rowsOf } = await storeWithApps()
  const late = callsOn(store, now, 'shop')
  await deleteApp(store, 'shop', now())
  await purgeDeleted({ store, now })
  await late('putUser', { userId: 'late' }, { name: 'Late' })
  now.time += appGrace - 1
  await purgeDeleted({ store, now })
  expect(await rowsOf('shop')).toEqual({ ...nothing, purges: 1 })
  await late('putConversation', { conversationId: 'late' }, {})
  now.time += 1
  await purgeDeleted({ store, now })
  expect(await rowsOf('shop')).toEqual(nothing)
})

test('the id of a deleted app can be used again only when all of its rows are deleted, and the new app is empty', async () => {
  const { store, now, rowsOf } = await storeWithApps()
  await deleteApp(store, 'shop', now())
  const refusal = 'The app "shop" is being deleted'
  const key = 'sk_another_key_of_shop'
  const refused = async () => {
    await expect(createApp(store, 'shop', {}, now())).rejects.toThrow(refusal)
    await expect(ensureApp(store, { id: 'shop', secretKey: key }, now())).rejects.toThrow(refusal)
    await deleteApp(store, 'shop', now())
  }
  await refused()
  await purgeDeleted({ store, now })
  await refused()
  now.time += appGrace
  await purgeDeleted({ store, now })
  expect(await createApp(store, 'shop', {}, now())).toMatchObject({ id: 'shop' })
  expect(await rowsOf('shop')).toEqual({ ...nothing, app_keys: 1 })
  await expect(deleteApp(store, 'nowhere', now())).rejects.toThrow('There is no app "nowhere"')
})

test('the app demo is not created again while it is being deleted', async () => {
  const engine = await openEngine(await lastingDatabase())
  const store = await openStore(engine)
  onTestFinished(() => store.close())
  expect(await ensureAnyApp(store, 0)).toMatchObject({ id: 'demo' })
  await deleteApp(store, 'demo', 0)
  expect(await ensureAnyApp(store, 0)).toBeUndefined()
  await purgeDeleted({ store, now: () => appGrace })
  expect(await ensureAnyApp(store, 0)).toMatchObject({ id: 'demo' })
})
