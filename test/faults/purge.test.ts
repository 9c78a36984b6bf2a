import { createClient } from '@openparley/client'
import { countRows, engine, lastingDatabase } from '@openparley/test-kit/database'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { operatorOf } from '@openparley/test-kit/operator'
import { adminKey } from '@openparley/test-kit/server'
import { appId, secretKey, startProcess } from '@openparley/test-kit/server-process'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../packages/server/src/operations/apps.ts'
import { openEngine } from '../../packages/server/src/store/open-engine.ts'
import { openStore } from '../../packages/server/src/store/store.ts'
import { callsOn, fillConversation } from '../../packages/server/test/store/large-conversation.ts'

/** There are so many that the server is killed before the last one is deleted. A look at PostgreSQL takes longer. */
const messages = { sqlite: 4000, postgres: 8000 }[engine]
const order = { conversationId: 'order' }

test('a server that is killed while it deletes the rows of a large conversation continues the deletion at its next start', async () => {
  const url = await lastingDatabase()
  const opened = await openEngine(url)
  const store = await openStore(opened)
  const call = callsOn(store)
  await call('putUser', { userId: 'alice' }, { name: 'Alice' })
  await call('putConversation', order, { participants: ['alice'] })
  await fillConversation(opened, 'order', messages)
  await store.close()

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
  while ((await count()).messages === messages);
  await server.kill()
  const left = await count()
  expect(left).toMatchObject({ idempotency_keys: messages, purges: 1 })
  expect(left.messages).toBeGreaterThan(0)

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

  const server = await startProcess(url, { ADMIN_KEY: adminKey })
  onTestFinished(() => server.kill())
  expect((await operatorOf(server)('deleteApp', { appId: 'bakery' })).status).toBe(200)
  const count = () => countRows(url, 'messages', 'idempotency_keys')
  while ((await count()).messages === messages);
  await server.kill()
  expect((await count()).idempotency_keys).toBeGreaterThan(0)

  const next = await startProcess(url, { ADMIN_KEY: adminKey })
  onTestFinished(() => next.kill())
  const app = await operatorOf(next)('getAppDetails', { appId: 'bakery' })
  expect(app.body).toMatchObject({ state: 'deleting' })
  await expect.poll(count).toEqual({ messages: 0, idempotency_keys: 0 })
})
