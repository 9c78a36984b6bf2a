import { statSync } from 'node:fs'
import { ApiError, tooManyRequests } from '../../model/error.ts'
import type { Backup } from '../../model/schema.ts'
import { copierOf } from '../files/copy.ts'
import type { FileStore } from '../files/file-store.ts'
import { backupSqlite } from '../sqlite/backup.ts'
import { storedFiles } from '../sqlite/stored-files.ts'
import { BackupFolder } from './backup-folder.ts'

export interface BackupsOptions {
  /** The database; undefined if it is not a file. */
  database: string | undefined
  /** The uploaded files. */
  files: FileStore
  /** The folder of the backups; undefined if there are none. */
  folder: string | undefined
  /** Unix milliseconds. */
  now: () => number
  onError: (error: unknown) => void
}

const stopped = 'The server stopped before the backup was complete.'

/** Makes backups of the SQLite database and the uploaded files in the background, one at a time. */
export class Backups {
  readonly #options: BackupsOptions
  readonly #folder: BackupFolder | undefined
  /** Stops the backup that is being made. */
  #making: AbortController | undefined
  /** Settles after the last change of the folder: changes run one after the other. */
  #changes: Promise<void> = Promise.resolve()
  /**
   * The newest backup that this process has made. It is kept here because its description cannot be written to a full
   * disk.
   */
  #latest: Backup | undefined
  #opening: Promise<void> | undefined
  readonly #closing = new AbortController()

  constructor(options: BackupsOptions) {
    this.#options = options
    const { database, folder } = options
    if (database !== undefined && folder !== undefined) this.#folder = new BackupFolder(folder)
  }

  /** All backups, newest first. */
  async list(): Promise<Backup[]> {
    const folder = await this.#opened()
    if (!folder) return []
    const ids = await folder.ids()
    const latest = this.#latest
    const own = latest && !ids.includes(latest.id) ? [latest] : []
    const found = await Promise.all(ids.map((id) => this.get(id)))
    return [...own, ...found.filter((backup) => backup !== undefined)]
  }

  async get(id: string): Promise<Backup | undefined> {
    const folder = await this.#opened()
    const latest = this.#latest
    if (latest?.id === id && latest.state !== 'complete') return latest
    return folder?.get(id)
  }

  /** Begins a backup. Throws if there can be none, or if one is being made. */
  async create(id: string): Promise<Backup> {
    const { database, now } = this.#options
    if (database === undefined)
      throw new ApiError(
        'forbidden',
        'This server uses PostgreSQL. Make backups with its own tools: pg_dump, or base backups. See "Backup, and the epoch" in docs/postgresql.md.',
      )
    const folder = await this.#opened()
    if (!folder) throw new ApiError('forbidden', 'The setting BACKUPS of this server is off.')
    if (this.#making)
      throw tooManyRequests('A backup is being made. Wait until it is complete, or delete it.', 5)
    const backup: Backup = {
      id,
      state: 'running',
      createdAt: now(),
      finishedAt: null,
      problem: null,
      path: null,
      databaseBytes: null,
      files: null,
      fileBytes: null,
      missingFiles: null,
    }
    this.#latest = backup
    const making = new AbortController()
    this.#making = making
    this.#change(async () => {
      await this.#make(folder, database, backup, making.signal)
      this.#making = undefined
    })
    return backup
  }

  /** Deletes a backup; one that is being made is stopped. Returns whether it existed. */
  async delete(id: string): Promise<boolean> {
    const folder = await this.#opened()
    if (!folder || !(await this.get(id))) return false
    if (this.#latest?.id === id) {
      if (this.#making) {
        this.#making.abort(new Error(stopped))
        await this.#changes
      }
      this.#latest = undefined
    }
    await folder.remove(id)
    this.#change(() => folder.finishRemovals(this.#closing.signal))
    return true
  }

  /** Stops the backup that is being made. */
  async close(): Promise<void> {
    const reason = new Error(stopped)
    this.#closing.abort(reason)
    this.#making?.abort(reason)
    await this.#changes
  }

  #change(work: () => Promise<void>): void {
    const { onError } = this.#options
    this.#changes = this.#changes
      .then(work)
      .catch((error) => void (this.#closing.signal.aborted || onError(error)))
  }

  /** The folder, without the remains of a server that was killed. */
  async #opened(): Promise<BackupFolder | undefined> {
    const folder = this.#folder
    if (!folder) return undefined
    this.#opening ??= this.#tidy(folder).catch((error) => {
      this.#opening = undefined
      throw new ApiError(
        'unavailable',
        `The folder of the backups cannot be used: ${reasonOf(error)}`,
      )
    })
    await this.#opening
    return folder
  }

  async #tidy(folder: BackupFolder): Promise<void> {
    for (const id of await folder.ids()) {
      const backup = await folder.get(id)
      if (backup?.state !== 'running') continue
      await folder.removeData(id)
      await folder.describe({ ...backup, state: 'failed', problem: stopped })
    }
    this.#change(() => folder.finishRemovals(this.#closing.signal))
  }

  async #make(folder: BackupFolder, database: string, backup: Backup, signal: AbortSignal) {
    const { now, onError } = this.#options
    const { id } = backup
    try {
      await folder.describe(backup)
      await backupSqlite(database, folder.databaseOf(id), { signal })
      const copied = await this.#copyFiles(folder, id, signal)
      const path = folder.databaseOf(id)
      const databaseBytes = statSync(path).size
      const done = { path, databaseBytes, ...copied, finishedAt: now() }
      await folder.describe({ ...backup, state: 'complete', ...done })
      this.#latest = { ...backup, state: 'complete', ...done }
    } catch (error) {
      this.#latest = { ...backup, state: 'failed', finishedAt: now(), problem: reasonOf(error) }
      // No data may remain, even if the description cannot be written.
      await folder.removeData(id).catch(onError)
      await folder.describe(this.#latest).catch(onError)
      await folder.finishRemovals(this.#closing.signal).catch(onError)
    }
  }

  async #copyFiles(folder: BackupFolder, id: string, signal: AbortSignal) {
    const target = await folder.files()
    const copy = copierOf(this.#options.files, target)
    const counts = { files: 0, fileBytes: 0, missingFiles: 0 }
    for (const { key, sha256, size } of storedFiles(folder.databaseOf(id))) {
      signal.throwIfAborted()
      const isMissing = (await copy(key, sha256)) === 'missing'
      counts.files += isMissing ? 0 : 1
      counts.fileBytes += isMissing ? 0 : size
      counts.missingFiles += isMissing ? 1 : 0
    }
    return counts
  }
}

/** The message of the error that caused the others. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error
  if (cause instanceof Error) return reasonOf(cause)
  return /[.!]$/.test(message) ? message : `${message}.`
}
