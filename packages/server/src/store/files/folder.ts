import { createHash } from 'node:crypto'
import { type FileHandle, mkdtemp, open, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { makeFolder, ownFile, syncFolder } from '../own-files.ts'
import type { ByteRange, FileStore, StoredBytes } from './file-store.ts'
import { assertKey } from './keys.ts'
import { orUnavailable, spool } from './spool.ts'

/** Files in a folder, spread over 256 folders in it. An incomplete file has the ending `.part`. */
export class FolderFiles implements FileStore {
  readonly #root: string
  /** Folders in the root folder whose names have been synced to disk. */
  readonly #durable = new Set<string>()

  readonly #isTemporary: boolean

  private constructor(root: string, isTemporary: boolean) {
    this.#root = root
    this.#isTemporary = isTemporary
  }

  static async open(folder: string): Promise<FolderFiles> {
    const root = resolve(folder)
    try {
      makeFolder(root)
      await syncFolder(dirname(root))
      return new FolderFiles(root, false)
    } catch (cause) {
      const { message } = cause as Error
      throw new Error(`The folder ${root} for files cannot be used: ${message}.`, { cause })
    }
  }

  /** `close` deletes the folder. */
  static async openTemporary(): Promise<FolderFiles> {
    return new FolderFiles(await mkdtemp(join(tmpdir(), 'parley-files-')), true)
  }

  async put(key: string, bytes: Readable, maxBytes: number): Promise<StoredBytes> {
    const { folder, file, part } = this.#pathsOf(key)
    const handle = await orUnavailable(async () => {
      await this.#make(folder)
      return open(part, 'wx', ownFile)
    }).catch((error) => {
      bytes.destroy()
      throw error
    })
    try {
      const stored = await this.#write(handle, bytes, maxBytes)
      await orUnavailable(async () => {
        await rename(part, file)
        await syncFolder(folder)
      })
      return stored
    } catch (error) {
      // If this fails too, the caller deletes it later.
      await this.delete(key).catch(() => undefined)
      throw error
    }
  }

  async get(key: string, range?: ByteRange): Promise<Readable | undefined> {
    const { file } = this.#pathsOf(key)
    const handle = await orUnavailable(() => open(file).catch(undefinedIfMissing))
    return handle?.createReadStream(range)
  }

  async delete(key: string): Promise<void> {
    const { file, part } = this.#pathsOf(key)
    await orUnavailable(async () => {
      await rm(part, { force: true })
      await rm(file, { force: true })
    })
  }

  async close(): Promise<void> {
    if (this.#isTemporary) await rm(this.#root, { recursive: true, force: true })
  }

  async #write(handle: FileHandle, bytes: Readable, maxBytes: number): Promise<StoredBytes> {
    try {
      const stored = await spool(handle, bytes, maxBytes)
      await orUnavailable(() => handle.sync())
      return stored
    } finally {
      await handle.close()
    }
  }

  async #make(folder: string): Promise<void> {
    makeFolder(folder)
    if (this.#durable.has(folder)) return
    await syncFolder(this.#root)
    this.#durable.add(folder)
  }

  #pathsOf(key: string) {
    assertKey(key)
    // Not the first characters of the key, as some file systems ignore the case of names.
    const folder = join(this.#root, createHash('sha256').update(key).digest('hex').slice(0, 2))
    const file = join(folder, key)
    return { folder, file, part: `${file}.part` }
  }
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
