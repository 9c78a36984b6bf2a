import { globSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chatOf } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { operatorOf } from '@openparley/test-kit/operator'
import { testServer } from '@openparley/test-kit/server'
import { uploaded } from '@openparley/test-kit/uploads'
import { expect, test } from 'vitest'
import { copyFilesOf } from '../../../src/commands/files.ts'
import { restoreDatabase } from '../../../src/store/database.ts'

const unknown = { backupId: 'backup_0000000000000000000000' }

function placeOf(home = temporaryFolder()) {
  return {
    home,
    databaseUrl: `sqlite:${join(home, 'parley.db')}`,
    filesUrl: `file:${join(home, 'files')}`,
    folder: join(home, 'parley.db-backups'),
  }
}

async function serverAt({ databaseUrl, filesUrl, folder }: ReturnType<typeof placeOf>) {
  const server = await testServer({ databaseUrl, filesUrl })
  const operator = operatorOf(server)
  const get = async (backupId: string) => (await operator('getBackup', { backupId })).body
  /** The last state of the backup. */
  const ended = (backupId: string) =>
    eventually(async () => {
      const backup = await get(backupId)
      expect(backup.state).not.toBe('running')
      return backup
    })
  return {
    server,
    chat: chatOf(server.client),
    operator,
    get,
    ended,
    list: async () => (await operator('listBackups')).body.data,
    /** Makes a backup. Resolves with its last state. */
    async backUp() {
      const { body } = await operator('createBackup')
      expect(body).toMatchObject({ state: 'running', finishedAt: null, path: null })
      return ended(body.id)
    },
    async say(text: string) {
      const { attachmentToken } = await uploaded(server, text)
      await server.call('POST', '/conversations/order/messages', {
        body: [{ type: 'UserMessage', sender: 'alice', text, attachmentToken }],
      })
    },
    copies: () => globSync('files/*/*', { cwd: folder }).length,
  }
}

const databasesIn = (folder: string) => readdirSync(folder).filter((name) => name.includes('.db'))

test('a backup has the database and its files, is listed, and is restored by the command', async () => {
  const place = placeOf()
  const { server, chat, say, backUp, list, copies } = await serverAt(place)
  await chat.conversationWith('order', ['alice', 'bob'])
  await say('The first')
  const first = await backUp()
  expect(first).toMatchObject({
    state: 'complete',
    problem: null,
    path: join(place.folder, `${first.id}.db`),
    files: 1,
    fileBytes: 9,
    missingFiles: 0,
  })
  expect(first.databaseBytes).toBeGreaterThan(100_000)
  await say('The second')
  // The newer one.
  const { home } = place
  for (const file of globSync('files/*/*', { cwd: home }))
    if (readFileSync(join(home, file), 'utf8') === 'The second') rmSync(join(home, file))
  const second = await backUp()
  expect(second).toMatchObject({ files: 1, missingFiles: 1 })
  expect(await list()).toEqual([second, first])
  expect(copies()).toBe(1)
  await server.close()

  const lost = placeOf()
  await restoreDatabase(lost.databaseUrl, first.path, new Date())
  await copyFilesOf(first.path, `file:${place.folder}/files`, lost.filesUrl)
  const restored = await serverAt(lost)
  const [newest] = await restored.chat.messages('order', { limit: 1 })
  expect(await (await checkedFetch(new Request(newest?.attachment?.url ?? ''))).text()).toBe(
    'The first',
  )
  expect(await restored.list()).toEqual([])
})

test('a backup can be deleted, with the files that no other backup has', async () => {
  const { chat, say, backUp, list, operator, copies } = await serverAt(placeOf())
  await chat.conversationWith('order', ['alice', 'bob'])
  await say('The first')
  const first = await backUp()
  await say('The second')
  const second = await backUp()
  expect(copies()).toBe(2)
  expect((await operator('deleteBackup', { backupId: second.id })).body).toEqual({})
  expect(await list()).toEqual([first])
  await eventually(() => expect(copies()).toBe(1))
  for (const backupId of [second.id, unknown.backupId, '../parley']) {
    expect((await operator('getBackup', { backupId })).status).toBe(404)
    expect((await operator('deleteBackup', { backupId })).status).toBe(404)
  }
  await operator('deleteBackup', { backupId: first.id })
  await eventually(() => expect(copies()).toBe(0))
})

test('only one backup is made at a time, and an unfinished backup can be deleted', async () => {
  const { operator, list, ended } = await serverAt(placeOf())
  const two = () => Promise.all([operator('createBackup'), operator('createBackup')])
  let [one, other] = await two()
  // On a busy machine, the backup of an empty database ends before the other call arrives.
  while (one.status === 200 && other.status === 200) {
    const all = await Promise.all([ended(one.body.id), ended(other.body.id)])
    const [first, second] = all.sort((a, b) => a.createdAt - b.createdAt)
    expect(second.createdAt).toBeGreaterThanOrEqual(first.finishedAt)
    for (const { id } of all) await operator('deleteBackup', { backupId: id })
    ;[one, other] = await two()
  }
  const [begun, refused] = one.status === 200 ? [one, other] : [other, one]
  expect([begun.status, refused.status]).toEqual([200, 429])
  expect(refused.headers.get('retry-after')).toBe('5')
  await operator('deleteBackup', { backupId: begun.body.id })
  expect(await list()).toEqual([])
  expect((await operator('createBackup')).status).toBe(200)
})

test('a backup that cannot be written is reported as failed, with the reason, and leaves no files', async () => {
  const place = placeOf()
  const { backUp, chat, say, list, operator } = await serverAt(place)
  writeFileSync(place.folder, 'not a folder')
  const { status, body } = await operator('createBackup')
  expect([status, body.detail]).toEqual([503, expect.stringContaining('cannot be used: ENOTDIR')])
  rmSync(place.folder)
  const first = await backUp()
  rmSync(join(place.folder, 'files'), { recursive: true })
  writeFileSync(join(place.folder, 'files'), 'not a folder')
  await chat.conversationWith('order', ['alice', 'bob'])
  await say('The first')
  const failed = await backUp()
  expect(failed).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('files'),
    path: null,
    databaseBytes: null,
    finishedAt: expect.any(Number),
  })
  expect((await list()).map(({ state }: { state: string }) => state)).toEqual([
    'failed',
    'complete',
  ])
  rmSync(join(place.folder, 'files'))
  await operator('deleteBackup', { backupId: failed.id })
  await eventually(() => expect(databasesIn(place.folder)).toEqual([`${first.id}.db`]))
})

test('the remains of a killed server are removed, and its backup is reported as failed', async () => {
  const place = placeOf()
  const first = await serverAt(place)
  const whole = await first.backUp()
  const { server, operator } = first
  const { body } = await operator('createBackup')
  await eventually(async () => expect((await first.get(body.id)).state).toBe('complete'))
  await server.close()
  const file = (ending: string) => join(place.folder, body.id + ending)
  // The files as a kill leaves them, while a backup copies the files.
  writeFileSync(file('.json'), JSON.stringify({ ...body, state: 'running' }))
  writeFileSync(file('.db.unfinished'), 'half')
  const { list, get } = await serverAt(place)
  expect(await get(body.id)).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('stopped'),
    path: null,
  })
  expect((await list()).length).toBe(2)
  await eventually(() => expect(databasesIn(place.folder)).toEqual([`${whole.id}.db`]))
})

test('a backup whose file was changed or deleted is not listed as complete', async () => {
  const { backUp, get } = await serverAt(placeOf())
  const { id, path } = await backUp()
  writeFileSync(path, 'half')
  expect(await get(id)).toMatchObject({
    state: 'failed',
    problem: 'Its file was deleted or changed.',
  })
  rmSync(path)
  expect((await get(id)).state).toBe('failed')
})

test('BACKUPS=off switches them off', async () => {
  const operator = operatorOf(await testServer({ backups: 'off' }))
  const { status, body } = await operator('createBackup')
  expect([status, body.detail]).toEqual([403, 'The setting BACKUPS of this server is off.'])
  expect((await operator('listBackups')).body).toEqual({ data: [] })
  expect((await operator('deleteBackup', unknown)).status).toBe(404)
})
