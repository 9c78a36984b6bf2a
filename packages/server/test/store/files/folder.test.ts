import { createHash, randomUUID } from 'node:crypto'
import { chmodSync, existsSync, globSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { quickFolder, temporaryFolder } from '@openparley/test-kit/folder'
import { expect, test } from 'vitest'
import { openFileStore } from '../../../src/store/files/file-store.ts'
import { FileTooLarge } from '../../../src/store/files/spool.ts'

async function folderStore() {
  const folder = join(temporaryFolder(undefined, quickFolder), 'new', 'files')
  const store = await openFileStore(`file:${folder}`)
  const names = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
  return { folder, store, names }
}

/** A stream of the bytes in chunks, and then of the error. */
const streamOf = (bytes: Uint8Array, error?: Error, chunk = 10_000) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += chunk)
        yield Buffer.from(bytes.subarray(at, at + chunk))
      if (error) throw error
    })(),
  )

const bytes = Buffer.from(Array.from({ length: 150_000 }, (_, index) => index % 251))

test('a file is returned whole and in ranges, with its size, hash and first bytes', async () => {
  const { store } = await folderStore()
  expect(await store.put('file_a', streamOf(bytes), bytes.length)).toEqual({
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    head: bytes.subarray(0, 64 * 1024),
  })
  const read = async (start: number, end: number) =>
    buffer((await store.get('file_a', { start, end })) as Readable)
  expect(bytes.equals(await buffer((await store.get('file_a')) as Readable))).toBe(true)
  expect(await read(0, 0)).toEqual(bytes.subarray(0, 1))
  expect(bytes.subarray(70_000, 140_001).equals(await read(70_000, 140_000))).toBe(true)
  expect(await read(149_999, 149_999)).toEqual(bytes.subarray(149_999))
})

test('a small and an empty file have all their bytes in the head', async () => {
  const { store } = await folderStore()
  for (const [key, text] of [
    ['small', 'Hello'],
    ['empty', ''],
  ] as const) {
    const stored = await store.put(key, streamOf(Buffer.from(text)), 5)
    expect([stored.size, stored.head.toString()]).toEqual([text.length, text])
    expect((await buffer((await store.get(key)) as Readable)).toString()).toBe(text)
  }
})

test('a deleted file is gone, and deleting it again does nothing', async () => {
  const { store, names } = await folderStore()
  await store.put('file_a', streamOf(bytes), bytes.length)
  const reading = (await store.get('file_a')) as Readable
  await store.delete('file_a')
  await store.delete('file_a')
  expect(await store.get('file_a')).toBeUndefined()
  expect(names()).toEqual([])
  expect((await buffer(reading)).length).toBe(bytes.length)
})

test('a file above the max size is refused, and nothing is left', async () => {
  const { store, names } = await folderStore()
  const stream = streamOf(bytes)
  await expect(store.put('file_a', stream, bytes.length - 1)).rejects.toThrow(FileTooLarge)
  expect(stream.destroyed).toBe(true)
  expect(names()).toEqual([])
  expect(await store.get('file_a')).toBeUndefined()
})

test('a stream that fails rejects with its error, and nothing is left', async () => {
  const { store, names } = await folderStore()
  const error = new Error('The connection was cut.')
  await expect(store.put('file_a', streamOf(bytes, error), bytes.length)).rejects.toBe(error)
  const cut = streamOf(bytes)
  cut.destroy()
  await expect(store.put('file_b', cut, bytes.length)).rejects.toThrow('Premature close')
  expect(names()).toEqual([])
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

test('a key in use is refused, and the file that has it stays', async () => {
  const { store } = await folderStore()
  const stream = new Readable({ read() {} })
  const storing = store.put('file_a', stream, bytes.length)
  const second = streamOf(bytes)
  await expect(store.put('file_a', second, bytes.length)).rejects.toThrow('not available')
  expect(second.destroyed).toBe(true)
  stream.push(bytes)
  stream.push(null)
  expect((await storing).size).toBe(bytes.length)
  expect((await buffer((await store.get('file_a')) as Readable)).length).toBe(bytes.length)
})

test.each(['../x', '..', '.', '', 'a/b', 'a\\b', 'a.part', 'a\0', 'ä', 'x'.repeat(201)])(
  'the key %j is refused for every call',
  async (key) => {
    const { store, names } = await folderStore()
    const refused = /^Not a valid key of a file/
    await expect(store.put(key, streamOf(bytes), bytes.length)).rejects.toThrow(refused)
    await expect(store.get(key)).rejects.toThrow(refused)
    await expect(store.delete(key)).rejects.toThrow(refused)
    expect(names()).toEqual([])
  },
)

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
