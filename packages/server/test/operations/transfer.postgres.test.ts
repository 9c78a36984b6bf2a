import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chatOf } from '@openparley/test-kit/chat'
import { emptyDatabase } from '@openparley/test-kit/database'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { appOn, type TestServer, testServer } from '@openparley/test-kit/server'
import { uploaded } from '@openparley/test-kit/uploads'
import { expect, test } from 'vitest'
import { createApp, deleteApp } from '../../src/operations/apps.ts'
import { exportApp } from '../../src/operations/export-app.ts'
import { importApp } from '../../src/operations/import-app.ts'
import { openDatabase } from '../../src/store/database.ts'
import { type FileCopier, fileCopier } from '../../src/store/files/copy.ts'
import { linesOf, writeAtomically } from '../../src/store/own-files.ts'

const inFile = (folder: string) => `sqlite:${join(folder, 'parley.db')}`

/** A server on SQLite with something of everything that an app can have. */
async function startFilled(folder: string): Promise<TestServer> {
  const server = await testServer({
    databaseUrl: inFile(folder),
    filesUrl: `file:${join(folder, 'files')}`,
  })
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob', 'carol'], {
    subject: 'Bücher 📚',
    custom: { key: 'ä\u2028"' },
  })
  await chat.putUser('alice', { email: ['a@example.com'], pushTokens: { 'fcm:1': true } })
  const body = { access: 'None' as const }
  await server.call('PATCH', '/conversations/order/participants/carol', { body })
  const { attachmentToken } = await uploaded(server, 'the receipt', { filename: 'receipt.txt' })
  const [first] = await chat.say('order', 'alice', 'Text')
  for (let round = 0; round < 7; round += 1)
    await chat.say('order', 'bob', ...Array.from({ length: 10 }, (_, n) => `Text ${n}`))
  await server.call('POST', '/conversations/order/messages', {
    body: [
      {
        type: 'UserMessage',
        sender: 'bob',
        attachmentToken,
        referencedMessageId: first,
        idempotencyKey: 'once',
      },
    ],
  })
  await server.call('PUT', `/conversations/order/messages/${first}/reactions/%F0%9F%91%8D/bob`)
  await chat.conversationWith('gone', ['alice', 'bob'])
  await chat.say('gone', 'alice', ...Array.from({ length: 3 }, () => 'x'))
  await chat.delete('gone')
  await server.call('POST', '/webhooks', {
    body: { url: 'https://example.com/hook', events: null },
  })
  return server
}

async function exported(databaseUrl: string, file: string): Promise<unknown[]> {
  const store = await openDatabase(databaseUrl)
  try {
    await writeAtomically(file, false, (write) => exportApp(store, 'shop', 0, write))
  } finally {
    await store.close()
  }
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line))
}

async function imported(
  databaseUrl: string,
  lines: AsyncIterable<string>,
  copyFile?: FileCopier['copy'],
) {
  const store = await openDatabase(databaseUrl)
  return importApp(store, lines, { now: Date.now, copyFile }).finally(() => store.close())
}

/** The data of an app that backends and users see. */
async function viewOf(server: TestServer) {
  const chat = chatOf(server.client)
  const view = {
    users: await chat.listUsers(),
    conversation: await chat.get('order'),
    messages: await chat.messages('order', { limit: 100 }),
    own: await chat.listOf('bob'),
  }
  return JSON.parse(JSON.stringify(view).replaceAll(server.baseUrl, ''))
}

test('an app moves from SQLite to PostgreSQL and back, and is the same', async () => {
  const folders = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
  const [from = '', over = '', back = ''] = folders
  const filesOf = (folder: string) => `file:${join(folder, 'files')}`
  const server = await startFilled(from)
  const before = await viewOf(server)
  const first = await exported(server.databaseUrl, join(from, 'shop.ndjson'))

  const postgres = await emptyDatabase()
  const toPostgres = await fileCopier(filesOf(from), filesOf(over), {})
  const { app, rows } = await imported(
    postgres,
    linesOf(join(from, 'shop.ndjson')),
    toPostgres.copy,
  )
  await toPostgres.close()
  expect(rows).toMatchObject({ users: 3, conversations: 1, messages: 72, files: 1, webhooks: 1 })
  const moved = await testServer({ databaseUrl: postgres, filesUrl: filesOf(over), apps: [] })
  const [key] = app.keys
  const shop = Object.assign(
    moved,
    appOn({ ...moved, appId: 'shop', secretKey: key?.secret ?? '' }, postgres),
  )
  expect(await viewOf(shop)).toEqual(before)
  const [file] = await chatOf(shop.client).messages('order', { limit: 1 })
  expect(await (await checkedFetch(new Request(file?.attachment?.url ?? ''))).text()).toBe(
    'the receipt',
  )
  const repeated = await shop.call('POST', '/conversations/order/messages', {
    body: [{ type: 'UserMessage', sender: 'bob', text: 'Again', idempotencyKey: 'once' }],
  })
  expect(repeated.body).toEqual([{ id: file?.id }])
  expect((await shop.call('GET', '/webhooks')).body).toMatchObject({
    data: [{ enabled: false, disabledReason: 'manual' }],
  })

  const second = await exported(postgres, join(over, 'shop.ndjson'))
  await imported(inFile(back), linesOf(join(over, 'shop.ndjson')))
  const third = await exported(inFile(back), join(back, 'shop.ndjson'))
  expect(third).toEqual(second)
  const enabled = JSON.stringify(second).replace(
    '\\"disabledReason\\":\\"manual\\"',
    '\\"disabledReason\\":null',
  )
  expect(JSON.parse(enabled)).toEqual(first)
})

test('an import that is interrupted leaves no app, and can run again', async () => {
  const folder = temporaryFolder()
  const server = await startFilled(folder)
  const lines = await exported(server.databaseUrl, join(folder, 'shop.ndjson'))
  const target = inFile(temporaryFolder())
  async function* cut() {
    for (const line of lines.slice(0, lines.length - 20)) yield JSON.stringify(line)
    throw new Error('the disk is away')
  }
  await expect(imported(target, cut())).rejects.toThrow('the disk is away')
  const store = await openDatabase(target)
  expect(await store.read.apps.list()).toEqual([])
  await store.close()
  const { rows } = await imported(target, linesOf(join(folder, 'shop.ndjson')))
  expect(rows.messages).toBe(72)
  await expect(imported(target, linesOf(join(folder, 'shop.ndjson')))).rejects.toThrow(
    'The app "shop" exists already.',
  )
})

test('an import waits for the end of a deletion, and ends no other', async () => {
  const folder = temporaryFolder()
  const server = await startFilled(folder)
  await exported(server.databaseUrl, join(folder, 'shop.ndjson'))
  const target = inFile(temporaryFolder())
  await imported(target, linesOf(join(folder, 'shop.ndjson')))
  const store = await openDatabase(target)
  await createApp(store, 'boutique', {}, Date.now())
  await deleteApp(store, 'boutique', Date.now())
  await deleteApp(store, 'shop', Date.now())
  await store.close()
  const again = imported(target, linesOf(join(folder, 'shop.ndjson')))
  await expect(again).rejects.toThrow('The app "shop" has just been deleted.')
  const empty = inFile(temporaryFolder())
  const other = await openDatabase(empty)
  await createApp(other, 'boutique', {}, Date.now())
  await deleteApp(other, 'boutique', Date.now())
  await expect(importApp(other, cutAfter(5), { now: Date.now })).rejects.toThrow('cut')
  await importApp(other, linesOf(join(folder, 'shop.ndjson')), { now: Date.now })
  expect(await other.read.apps.isBeingDeleted('boutique')).toBe(true)
  await other.close()

  async function* cutAfter(count: number) {
    for await (const line of linesOf(join(folder, 'shop.ndjson'))) {
      if (count-- === 0) throw new Error('cut')
      yield line
    }
  }
})

test('a file that is not a complete export is refused', async () => {
  const folder = temporaryFolder()
  const server = await startFilled(folder)
  const lines = await exported(server.databaseUrl, join(folder, 'shop.ndjson'))
  const [header, ...rows] = lines.map((line) => JSON.stringify(line))
  const target = inFile(temporaryFolder())
  async function* those(...texts: (string | undefined)[]) {
    for (const text of texts) if (text !== undefined) yield text
  }
  const cases: [string[], RegExp][] = [
    [[], /a line is not a JSON object/],
    [['{"format":"other"}'], /its first line/],
    [[JSON.stringify({ ...JSON.parse(header ?? ''), schema: 1 })], /it was made with schema 1/],
    [[header ?? '', ...rows.slice(0, -1)], /its end is missing/],
    [[header ?? '', ...rows.slice(1)], /it has 2 of 3 rows of users/],
    [[header ?? '', '{"table":"apps","row":{}}'], /it has a table "apps"/],
    [[header ?? '', '{"table":"users","row":{"id) --":1}}', ...rows.slice(-1)], /is not a column/],
  ]
  for (const [texts, reason] of cases)
    await expect(imported(target, those(...texts))).rejects.toThrow(reason)
  await imported(target, those(header, ...rows))
})

test('an export overwrites no file without --force, and leaves no file if it fails', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'shop.ndjson')
  const fails = () => Promise.reject(new Error('no'))
  await expect(writeAtomically(file, false, fails)).rejects.toThrow('no')
  expect(readdirSync(folder)).toEqual([])
  writeFileSync(file, 'mine')
  await expect(writeAtomically(file, false, async () => undefined)).rejects.toThrow(
    'exists already',
  )
  await writeAtomically(file, true, (write) => write('yours'))
  expect(readFileSync(file, 'utf8')).toBe('yours')
  expect(existsSync(`${file}.unfinished`)).toBe(false)
})
