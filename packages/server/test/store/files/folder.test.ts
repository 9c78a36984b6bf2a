import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, globSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { expect, test } from 'vitest'
import { openFileStore } from '../../../src/store/files/file-store.ts'
import { someBytes as bytes, folderStore, streamOf } from './stores.ts'

test('a file that is deleted while it is read is read to its end', async () => {
  const { store } = await folderStore()
  await store.put('file_a', streamOf(bytes), bytes.length)
  const reading = (await store.get('file_a')) as Readable
  await store.delete('file_a')
  expect((await buffer(reading)).length).toBe(bytes.length)
})

test('a file that is being stored cannot be read and can be deleted, as after a crash', async () => {
  const { store, names } = await folderStore()
  const stream = new Readable({ read() {} })
  const storing = store.put('file_a', stream, bytes.length)
  stream.push(bytes)
  await expect.poll(names).toEqual(['file_a.part'])
  expect(await store.get('file_a')).toBeUndefined()
  await store.delete('file_a')
  expect(names()).toEqual([])
  stream.push(null)
  await expect(storing).rejects.toMatchObject({ code: 'unavailable' })
  expect(names()).toEqual([])
})

test('a key in use is refused, and the file with this key stays', async () => {
  const { names, store } = await folderStore()
  const stream = new Readable({ read() {} })
  const storing = store.put('file_a', stream, bytes.length)
  await expect.poll(names).toEqual(['file_a.part'])
  const second = streamOf(bytes)
  await expect(store.put('file_a', second, bytes.length)).rejects.toThrow('not available')
  expect(second.destroyed).toBe(true)
  stream.push(bytes)
  stream.push(null)
  expect((await storing).size).toBe(bytes.length)
  expect((await buffer((await store.get('file_a')) as Readable)).length).toBe(bytes.length)
})

test('only the user that runs Parley can read files and folders', async () => {
  const { folder, store } = await folderStore()
  await store.put('file_a', streamOf(bytes), bytes.length)
  const [shard = ''] = readdirSync(folder)
  const modes = [folder, join(folder, shard), join(folder, shard, 'file_a')].map((path) =>
    (statSync(path).mode & 0o777).toString(8),
  )
  expect(modes).toEqual(['700', '700', '600'])
})

test('a folder that cannot be used is an error for the terminal', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), '')
  chmodSync(join(folder, 'file'), 0o600)
  await expect(openFileStore(`file:${folder}/file/files`)).rejects.toThrow(
    new RegExp(`^The folder ${folder}/file/files for files cannot be used: ENOTDIR`),
  )
  expect(existsSync(join(folder, 'files'))).toBe(false)
})

test.each(['files', 'file:', 'file://data/files', 'ftp://host/files', ''])(
  'the URL %j is refused',
  async (url) => {
    await expect(openFileStore(url)).rejects.toThrow('FILES_URL must be file:<folder>')
  },
)

test('without a URL the folder is temporary, and deleted with the store', async () => {
  const key = `file_${randomUUID()}`
  const folders = () =>
    globSync(`${tmpdir()}/parley-files-*/*/${key}`).map((file) => dirname(dirname(file)))
  const store = await openFileStore()
  await store.put(key, streamOf(bytes), bytes.length)
  const [folder = ''] = folders()
  expect(existsSync(folder)).toBe(true)
  await store.close()
  expect(existsSync(folder)).toBe(false)
})
