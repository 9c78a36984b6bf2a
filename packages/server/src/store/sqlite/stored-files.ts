import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { cannotOpen } from './files.ts'

export interface StoredFile {
  key: string
  sha256: string
  size: number
}

interface Row {
  app_id: string
  id: string
  data: string
}

const query = "SELECT app_id, id, data FROM files WHERE state = 'stored'"

/**
 * Yields the uploaded files that are listed in the backup `file`. Throws an `Error` for the terminal if it cannot be read.
 */
export function* storedFiles(file: string): Generator<StoredFile> {
  for (const { id, data } of rowsIn(file)) {
    const { hash, size } = JSON.parse(data)
    yield { key: id, sha256: hash, size }
  }
}

/** Yields the keys of the files that are listed in the backup `file` and in none of the other backups. */
export async function* keysOnlyIn(file: string, others: string[]): AsyncGenerator<string> {
  const databases = others.map(openCopy)
  try {
    const lookups = databases.map((database) =>
      database.prepare(`${query} AND app_id = ? AND id = ?`),
    )
    let looked = 0
    for (const { app_id, id } of rowsIn(file)) {
      looked += 1
      // A large backup must not delay requests.
      if (looked % 100 === 0) await setImmediate()
      if (!lookups.some((lookup) => lookup.get(app_id, id))) yield id
    }
  } finally {
    for (const database of databases) database.close()
  }
}

function* rowsIn(file: string): Generator<Row> {
  let database: DatabaseSync | undefined
  try {
    database = openCopy(file)
    yield* database.prepare(query).iterate() as Iterable<unknown> as Iterable<Row>
  } catch (cause) {
    throw cannotOpen(file, cause)
  } finally {
    database?.close()
  }
}

/** Opens a backup. It is opened as immutable, because SQLite would otherwise leave files beside it. */
function openCopy(file: string): DatabaseSync {
  const url = pathToFileURL(file)
  if (!existsSync(`${file}-wal`)) url.searchParams.set('immutable', '1')
  return new DatabaseSync(url, { readOnly: true })
}
