import { Readable } from 'node:stream'
import { clock } from '@openparley/test-kit/clock'
import { emptyDatabase } from '@openparley/test-kit/database'
import { expect, onTestFinished, test } from 'vitest'
import type { MessageRecord } from '../../src/model/message.ts'
import { openDatabase } from '../../src/store/database.ts'
import {
  deleteRemovedFiles,
  removeUnusedFiles,
  unusedLifetime,
} from '../../src/store/files/collect.ts'
import type { FileStore } from '../../src/store/files/file-store.ts'
import { folderStore } from './files/stores.ts'

const appId = 'shop'
const hour = 3_600_000

async function storeWithFiles() {
  const store = await openDatabase(await emptyDatabase())
  onTestFinished(() => store.close())
  const { store: files, names } = await folderStore()
  const now = clock()
  /** Uploads a file as a server does, up to the end or only until its bytes are stored. */
  const upload = async (id: string, isWhole = true) => {
    await store.write([], (tx) => tx.files.begin(appId, id, 'alice', now()))
    await files.put(id, Readable.from([Buffer.from(id)]), 100)
    const described = { subtype: 'generic' as const, width: null, height: null, duration: null }
    const file = { fileToken: id, url: '', size: id.length, filename: id, ...described }
    if (isWhole)
      await store.write([], (tx) =>
        tx.files.complete(appId, { file, type: 'application/octet-stream', hash: '' }),
      )
    return { conversationId: 'order', seq: 1, content: { file } } as MessageRecord
  }
  const ids = async () => {
    const all = await store.read.files.unused(Number.MAX_SAFE_INTEGER, 1000)
    return all.map(({ id }) => id).sort()
  }
  const collect = (through: FileStore = files) => deleteRemovedFiles({ store, files: through, now })
  return { store, files, names, now, upload, ids, collect, clean: { store, files, now } }
}

test('files that are in no message are deleted a day after their upload, including incomplete files', async () => {
  const { store, names, now, upload, collect, clean } = await storeWithFiles()
  await upload('unused')
  await upload('incomplete', false)
  const message = await upload('used')
  await store.write([], (tx) => tx.files.attach(appId, [message]))
  now.time += hour
  await upload('later')
  now.time += unusedLifetime - hour
  await removeUnusedFiles(clean)
  await collect()
  expect(names().sort()).toEqual(['incomplete', 'later', 'unused', 'used'])
  now.time += 1
  await removeUnusedFiles(clean)
  expect(await store.read.files.get(appId, 'unused')).toBeUndefined()
  await collect()
  expect(names().sort()).toEqual(['later', 'used'])
  expect(await store.read.files.removed(10)).toEqual([])
  now.time += hour
  await removeUnusedFiles(clean)
  await collect()
  expect(names()).toEqual(['used'])
  expect(await store.read.files.get(appId, 'used')).toBeDefined()
})

test('a file whose last message is deleted is deleted at once', async () => {
  const { store, names, upload, collect } = await storeWithFiles()
  const message = await upload('used')
  await store.write([], (tx) => tx.files.attach(appId, [message, { ...message, seq: 2 }]))
  await store.write([], (tx) => tx.files.detach(appId, message))
  await collect()
  expect(names()).toEqual(['used'])
  await store.write([], (tx) => tx.files.detach(appId, { ...message, seq: 2 }))
  expect(await store.read.files.get(appId, 'used')).toBeUndefined()
  await collect()
  expect(names()).toEqual([])
})

test('if a message takes a file while it is collected, the file stays, or is not given to the message', async () => {
  const { store, names, now, upload, collect, clean } = await storeWithFiles()
  const messages = await Promise.all(
    Array.from({ length: 20 }, (_, number) => upload(`file${number}`)),
  )
  now.time += unusedLifetime + 1
  const sends = messages.map((message, index) =>
    store.write([`conversation ${index}`], async (tx) => {
      const { fileToken = '' } = message.content.file ?? {}
      const found = await tx.files.hold(appId, [fileToken])
      if (found.size > 0) await tx.files.attach(appId, [{ ...message, seq: index }])
      return found.size > 0 ? [fileToken] : []
    }),
  )
  const [sent] = await Promise.all([Promise.all(sends), removeUnusedFiles(clean)])
  await collect()
  expect(names().sort()).toEqual(sent.flat().sort())
})

test('two nodes at the same time collect more files than one step takes, and the rows of the files are removed', async () => {
  const { store, names, now, upload, ids, collect, clean } = await storeWithFiles()
  for (let number = 0; number < 150; number += 1) await upload(`file${number}`)
  now.time += unusedLifetime + 1
  await Promise.all([removeUnusedFiles(clean), removeUnusedFiles(clean)])
  await Promise.all([collect(), collect()])
  expect(names()).toEqual([])
  expect(await ids()).toEqual([])
  expect(await store.read.files.removed(10)).toEqual([])
})

test('a file that cannot be deleted does not prevent the deletion of others, and is tried again', async () => {
  const { store, files, names, now, upload, collect, clean } = await storeWithFiles()
  for (let number = 0; number < 150; number += 1) await upload(`file${number}`)
  now.time += unusedLifetime + 1
  await removeUnusedFiles(clean)
  const failure = new Error('No permission.')
  const tried: string[] = []
  const failing = (isBad: (key: string) => boolean): FileStore => ({
    ...files,
    async delete(key) {
      tried.push(key)
      if (isBad(key)) throw failure
      await files.delete(key)
    },
  })
  await expect(collect(failing(() => true))).rejects.toBe(failure)
  expect(tried).toHaveLength(100)
  await expect(collect(failing((key) => key === 'file0'))).rejects.toBe(failure)
  expect(names()).toEqual(['file0'])
  expect(await store.read.files.removed(10)).toMatchObject([{ id: 'file0' }])
  await collect()
  expect(names()).toEqual([])
})

test('collecting stops between two steps', async () => {
  const { store, files, names, now, upload, clean } = await storeWithFiles()
  await upload('unused')
  now.time += unusedLifetime + 1
  await removeUnusedFiles({ ...clean, signal: AbortSignal.abort() })
  expect(await store.read.files.removed(10)).toEqual([])
  await removeUnusedFiles(clean)
  await deleteRemovedFiles({ store, files, now, signal: AbortSignal.abort() })
  expect(names()).toEqual(['unused'])
})
