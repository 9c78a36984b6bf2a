import { existsSync, statSync } from 'node:fs'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isBackupId } from '../../base/ids.ts'
import type { Backup } from '../../model/schema.ts'
import { FolderFiles } from '../files/folder.ts'
import { makeFolder, writeAtomically } from '../own-files.ts'
import { removeDatabase } from '../sqlite/backup.ts'
import { keysOnlyIn } from '../sqlite/stored-files.ts'

/** The ending of a database whose files are still to be deleted. */
const removed = '.db.removed'

/** The folder of the backups of a SQLite file; undefined if the setting is `off`. */
export function backupFolderOf(setting: string | undefined, database: string): string | undefined {
  return setting === 'off' ? undefined : (setting ?? `${database}-backups`)
}

/**
 * A folder of backups. Each has a copy of the database and a description; all of them share the uploaded files.
 */
export class BackupFolder {
  readonly #root: string

  constructor(folder: string) {
    this.#root = resolve(folder)
  }

  databaseOf(id: string): string {
    return join(this.#root, `${id}.db`)
  }

  /** Opens the store of the uploaded files. Creates the folder if missing. */
  files(): Promise<FolderFiles> {
    return FolderFiles.open(join(this.#root, 'files'))
  }

  /** The ids of all backups, newest first. */
  async ids(): Promise<string[]> {
    return (await this.#names('.json')).toSorted().reverse()
  }

  /** The backup, from its last description. A complete backup whose database file is damaged is `failed`. */
  async get(id: string): Promise<Backup | undefined> {
    if (!isBackupId(id)) return undefined
    const text = await readFile(this.#descriptionOf(id), 'utf8').catch(undefinedIfMissing)
    if (text === undefined) return undefined
    const backup: Backup = JSON.parse(text)
    const size = statSync(this.databaseOf(id), { throwIfNoEntry: false })?.size
    if (backup.state !== 'complete' || size === backup.databaseBytes) return backup
    return {
      ...backup,
      state: 'failed',
      problem: 'Its file was deleted or changed.',
      path: null,
    }
  }

  async describe(backup: Backup): Promise<void> {
    makeFolder(this.#root)
    await writeAtomically(this.#descriptionOf(backup.id), true, (write) =>
      write(JSON.stringify(backup)),
    )
  }

  /** Removes the data of a failed backup. `finishRemovals` does the rest. */
  async removeData(id: string): Promise<void> {
    const database = this.databaseOf(id)
    if (existsSync(database)) await rename(database, join(this.#root, id + removed))
    removeDatabase(`${database}.unfinished`)
  }

  /** Removes a backup from the list. `finishRemovals` does the rest. */
  async remove(id: string): Promise<void> {
    await this.removeData(id)
    await rm(this.#descriptionOf(id), { force: true })
  }

  /** Deletes the removed databases, and the uploaded files that no other backup has. Meanwhile no backup may be made. */
  async finishRemovals(signal: AbortSignal): Promise<void> {
    for (const id of await this.#names(removed)) {
      const database = join(this.#root, id + removed)
      const others = (await this.#names('.db')).map((other) => this.databaseOf(other))
      const files = await this.files()
      for await (const key of keysOnlyIn(database, others)) {
        signal.throwIfAborted()
        await files.delete(key)
      }
      await rm(database)
    }
  }

  /** The ids of the files with the ending. */
  async #names(ending: string): Promise<string[]> {
    const names = (await readdir(this.#root).catch(undefinedIfMissing)) ?? []
    return names
      .flatMap((name) => (name.endsWith(ending) ? name.slice(0, -ending.length) : []))
      .filter(isBackupId)
  }

  readonly #descriptionOf = (id: string) => join(this.#root, `${id}.json`)
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
