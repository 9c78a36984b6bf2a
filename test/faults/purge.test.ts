import { createClient } from '@openparley/client'
import { countRows, engine, execute, lastingDatabase } from '@openparley/test-kit/database'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { operatorOf } from '@openparley/test-kit/operator'
import { adminKey } from '@openparley/test-kit/server'
import { appId, secretKey, startProcess } from '@openparley/test-kit/server-process'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../packages/server/src/operations/apps.ts'
import { openEngine } from '../../packages/server/src/store/open-engine.ts'
import { openStore } from '../../packages/server/src/store/store.ts'
import { callsOn, fillConversation } from '../../packages/server/test/store/large-conversation.ts'

const messages = 1000
const order = { conversationId: 'order' }

/** The second half of the messages cannot be deleted, so that a deletion has begun and not ended, however slow a test is. */
const keepHalf =
  engine === 'sqlite'
    ? `CREATE TRIGGER half BEFORE DELETE ON messages WHEN old.seq > ${messages / 2}
       BEGIN SELECT RAISE(ABORT, 'kept'); END`
    : `CREATE FUNCTION half() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'kept'; END $$;
       CREATE TRIGGER half BEFORE DELETE ON messages FOR EACH ROW WHEN (old.seq > ${messages / 2})
       EXECUTE FUNCTION half()`
const keepNone =
  engine === 'sqlite' ? 'DROP TRIGGER half' : 'DROP TRIGGER half ON messages; DROP FUNCTION half'

test('a server that is killed while it deletes the rows of a large conversation continues the deletion at its next start', async () => {
  const url = await lastingDatabase()
  const opened = await openEngine(url)
  const store = await openStore(opened)
  const call = callsOn(store)
  await call('putUser', { userId: 'alice' }, { name: 'Alice' })
  await call('putConversation', order, { participants: ['alice'] })
  await fillConversation(opened, 'order', messages)
  await store.close()
  await execute(url, keepHalf)

  const started = async () => {
    const server = await startProcess(url)
    onTestFinished(() => server.kill())
    const { baseUrl } = server
    const client = createClient({ baseUrl, appId, secretKey, retries: 0, fetch: checkedFetch })
    return { server, client, params: { params: { path: order } } }
  }
  const { server, client, params } = await started()
  const { response } = await client.DELETE('/conversations/{conversationId}', params)
  expect(response.status).toBe(200)
  const count = () => countRows(url, 'messages', 'idempotency_keys', 'purges')
  await expect.poll(async () => (await count()).messages).toBeLessThan(messages)
  await server.kill()
  const left = await count()
  expect(left).toMatchObject({ idempotency_keys: messages, purges: 1 })
  expect(left.messages).toBeGreaterThan(0)
  await execute(url, keepNone)

  const next = await started()
  const found = await next.client.GET('/conversations/{conversationId}', next.params)
  expect(found.response.status).toBe(404)
  await expect.poll(count).toEqual({ messages: 0, idempotency_keys: 0, purges: 0 })
})

test('a server that is killed while it deletes an app continues the deletion at its next start', async () => {
  const url = await lastingDatabase()
  const opened = await openEngine(url)
  const store = await openStore(opened)
  await createApp(store, 'bakery', {}, Date.now())
  const call = callsOn(store, Date.now, 'bakery')
  await call('putUser', { userId: 'alice' }, { name: 'Alice' })
  await call('putConversation', order, { participants: ['alice'] })
  await fillConversation(opened, 'order', messages, 'bakery')
  await store.close()
  await execute(url, keepHalf)

  const server = await startProcess(url, { ADMIN_KEY: adminKey })
  onTestFinished(() => server.kill())
  expect((await operatorOf(server)('deleteApp', { appId: 'bakery' })).status).toBe(200)
  const count = () => countRows(url, 'messages', 'idempotency_keys')
  await expect.poll(async () => (await count()).messages).toBeLessThan(messages)
  await server.kill()
  expect((await count()).idempotency_keys).toBeGreaterThan(0)
  await execute(url, keepNone)

  const next = await startProcess(url, { ADMIN_KEY: adminKey })
  onTestFinished(() => next.kill())
  const app = await operatorOf(next)('getAppDetails', { appId: 'bakery' })
  expect(app.body).toMatchObject({ state: 'deleting' })
  await expect.poll(count).toEqual({ messages: 0, idempotency_keys: 0 })
})
