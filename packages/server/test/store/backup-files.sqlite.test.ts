import { cpSync, globSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chatOf } from '@openparley/test-kit/chat'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { testServer } from '@openparley/test-kit/server'
import { uploaded } from '@openparley/test-kit/uploads'
import { expect, test } from 'vitest'
import { copyFilesOf } from '../../src/commands/files.ts'
import { backupDatabase, restoreDatabase } from '../../src/store/database.ts'

const folder = temporaryFolder

/** A server with two files in a message each, and a backup of its database. */
async function backedUp() {
  const home = folder()
  const options = {
    databaseUrl: `sqlite:${join(home, 'parley.db')}`,
    filesUrl: `file:${join(home, 'files')}`,
  }
  const server = await testServer(options)
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  for (const text of ['The first', 'The second']) {
    const { attachmentToken } = await uploaded(server, text)
    await server.call('POST', '/conversations/order/messages', {
      body: [{ type: 'UserMessage', sender: 'alice', attachmentToken }],
    })
  }
  const backup = join(home, 'monday.db')
  await backupDatabase(options.databaseUrl, backup)
  return { ...options, home, server, backup, backupFiles: `file:${folder()}` }
}

const filesIn = (url: string) =>
  globSync('**/file_*', { cwd: url.replace('file:', '') })
    .map((path) => path.slice(3))
    .sort()

test('the files of a backup are copied once, and come back after a lost disk', async () => {
  const { server, home, backup, databaseUrl, filesUrl, backupFiles } = await backedUp()
  expect(await copyFilesOf(backup, filesUrl, backupFiles)).toMatch(/^2 files were copied/)
  expect(await copyFilesOf(backup, filesUrl, backupFiles)).toMatch(/^0 .*; 2 were there already/)
  await server.close()
  const away = join(folder(), 'monday.db')
  cpSync(backup, away)
  rmSync(home, { recursive: true })

  await restoreDatabase(databaseUrl, away, new Date())
  expect(await copyFilesOf(away, backupFiles, filesUrl)).toMatch(/^2 files were copied/)
  const restored = await testServer({ databaseUrl, filesUrl })
  const [newest] = await chatOf(restored.client).messages('order', { limit: 1 })
  const response = await checkedFetch(new Request(newest?.attachment?.url ?? ''))
  expect(await response.text()).toBe('The second')
})

test('a file that was deleted since the backup is counted as missing, and a damaged file is not copied', async () => {
  const { backup, filesUrl, backupFiles } = await backedUp()
  const [first = '', second = ''] = globSync('**/file_*', { cwd: filesUrl.replace('file:', '') })
  const path = (name: string) => join(filesUrl.replace('file:', ''), name)
  rmSync(path(first))
  expect(await copyFilesOf(backup, filesUrl, backupFiles)).toBe(
    `1 files were copied to ${backupFiles}; 0 were there already, 1 are missing in ${filesUrl}.`,
  )
  const others = `file:${folder()}`
  writeFileSync(path(second), 'The secret')
  await expect(copyFilesOf(backup, filesUrl, others)).rejects.toThrow(/is damaged\.$/)
  expect(filesIn(others)).toEqual([])
  await expect(copyFilesOf(path(second), filesUrl, others)).rejects.toThrow('cannot be opened')
})
