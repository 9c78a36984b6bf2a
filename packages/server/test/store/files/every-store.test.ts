import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import type { ByteRange } from '../../../src/store/files/file-store.ts'
import { FileTooLarge } from '../../../src/store/files/spool.ts'
import { someBytes as bytes, folderStore, hasS3, s3Store, streamOf } from './stores.ts'

describe.each([
  { kind: 'a folder', open: folderStore, isThere: true },
  { kind: 'an S3 server (needs versitygw or rclone)', open: s3Store, isThere: hasS3 },
])('in $kind', ({ open, isThere }) => {
  const run = test.skipIf(!isThere)

  run('a file is returned whole and in ranges, with its size, hash and first bytes', async () => {
    const { store } = await open()
    expect(await store.put('file_a', streamOf(bytes), bytes.length)).toEqual({
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      head: bytes.subarray(0, 64 * 1024),
    })
    const read = async (range?: ByteRange) => buffer((await store.get('file_a', range)) as Readable)
    expect(bytes.equals(await read())).toBe(true)
    expect(await read({ start: 0, end: 0 })).toEqual(bytes.subarray(0, 1))
    expect(
      bytes.subarray(70_000, 140_001).equals(await read({ start: 70_000, end: 140_000 })),
    ).toBe(true)
    expect(await read({ start: 149_999, end: 149_999 })).toEqual(bytes.subarray(149_999))
    await store.delete('file_a')
  })

  run(
    'the memory of a chunk is freed when the chunk is stored, unless the chunk is a part of a larger buffer',
    async () => {
      const { store } = await open()
      const [first, second, larger] = [
        Buffer.alloc(100_000, 'x'),
        Buffer.alloc(2000, 'x'),
        Buffer.alloc(5000, 'x'),
      ]
      const chunks = [first, second, larger.subarray(0, 4000)]
      const { size } = await store.put('file_a', Readable.from(chunks), 200_000)
      expect([size, first.length, second.length, larger.length]).toEqual([106_000, 0, 0, 5000])
      expect((await buffer((await store.get('file_a')) as Readable)).toString()).toBe(
        'x'.repeat(size),
      )
      await store.delete('file_a')
    },
  )

  run('a small and an empty file have all their bytes in the head', async () => {
    const { store } = await open()
    for (const [key, text] of [
      ['small', 'Hello'],
      ['empty', ''],
    ] as const) {
      const stored = await store.put(key, streamOf(Buffer.from(text)), 5)
      expect([stored.size, stored.head.toString()]).toEqual([text.length, text])
      expect((await buffer((await store.get(key)) as Readable)).toString()).toBe(text)
      await store.delete(key)
    }
  })

  run('a deleted file is gone, and deleting it again does nothing', async () => {
    const { store, names } = await open()
    await store.put('file_a', streamOf(bytes), bytes.length)
    expect(names()).toEqual(['file_a'])
    await store.delete('file_a')
    await store.delete('file_a')
    expect(await store.get('file_a')).toBeUndefined()
    expect(names()).toEqual([])
  })

  run('a file above the max size is refused, and nothing is left', async () => {
    const { store, names } = await open()
    const stream = streamOf(bytes)
    const refused = await store.put('file_a', stream, bytes.length - 1).catch((error) => error)
    expect(refused).toBeInstanceOf(FileTooLarge)
    expect(refused.code).toBe('payload-too-large')
    expect(stream.destroyed).toBe(true)
    expect(names()).toEqual([])
    expect(await store.get('file_a')).toBeUndefined()
  })

  run('a stream that fails rejects with its error, and nothing is left', async () => {
    const { store, names } = await open()
    const error = new Error('The connection was cut.')
    await expect(store.put('file_a', streamOf(bytes, error), bytes.length)).rejects.toBe(error)
    const cut = streamOf(bytes)
    cut.destroy()
    await expect(store.put('file_b', cut, bytes.length)).rejects.toThrow('Premature close')
    expect(names()).toEqual([])
  })

  run.each(['../x', '..', '.', '', 'a/b', 'a\\b', 'a.part', 'a\0', 'ä', 'x'.repeat(201)])(
    'the key %j is refused for every call',
    async (key) => {
      const { store, names } = await open()
      const refused = /^Not a valid key of a file/
      await expect(store.put(key, streamOf(bytes), bytes.length)).rejects.toThrow(refused)
      await expect(store.get(key)).rejects.toThrow(refused)
      await expect(store.delete(key)).rejects.toThrow(refused)
      expect(names()).toEqual([])
    },
  )
})
