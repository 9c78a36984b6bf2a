import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { nanoid } from 'nanoid'
import type { ServerSettings } from '../compose/settings.ts'
import { backupFolderOf } from '../store/backups/backup-folder.ts'
import type { DatabaseFacts } from '../store/database-facts.ts'
import { examineDatabase } from '../store/examine.ts'
import { openFileStore } from '../store/files/file-store.ts'
import { schemaVersion } from '../store/migrations.ts'
import { withoutPassword } from './database.ts'
import { type Finding, messageOf, ok, problem, warning } from './finding.ts'

export async function databaseFindings(
  { databaseUrl: url, databaseDirectUrl: directUrl }: ServerSettings,
  thorough: boolean,
  now: () => number,
): Promise<Finding[]> {
  const name = withoutPassword(url)
  if (url === 'sqlite::memory:')
    return [warning('the database is in memory', 'It is deleted when the server stops.')]
  let facts: DatabaseFacts | undefined
  try {
    facts = await examineDatabase(url, { thorough, now, directUrl })
  } catch (error) {
    return [problem(messageOf(error), 'Check DATABASE_URL, and whether the database is running.')]
  }
  if (!facts) return [missingFinding(name, url.replace('sqlite:', ''), 'start')]
  return [
    schemaFinding(`${facts.engine}, ${name}`, facts.schema),
    ...(facts.damage === undefined
      ? []
      : [
          problem(
            `${name} is damaged: ${facts.damage}`,
            'Stop the server, keep a copy of all its files, and restore a backup: docs/operating.md.',
          ),
        ]),
    ...(facts.file === undefined ? [] : ownerFindings(facts.file)),
    ...clockFindings(facts, now()),
    ...connectionFindings(facts),
  ]
}

/** The path, or the nearest one above it that exists. */
function nearestOf(path: string): string {
  return existsSync(path) ? path : nearestOf(dirname(resolve(path)))
}

/** The first start or backup creates the file or folder in the nearest folder that exists. */
function missingFinding(name: string, path: string, creator: 'start' | 'backup'): Finding {
  const fault = faultOf(nearestOf(path))
  return fault === undefined
    ? ok(`${name} does not exist; the first ${creator} creates it`)
    : problem(`${name} does not exist, and ${fault}`, ownerAdvice)
}

const ownerAdvice = 'Run the server as a user who can, or change the owner of the folder.'

/** Why nothing can be written to the path; undefined if it is a folder that can be written to. */
function faultOf(folder: string): string | undefined {
  if (!statSync(folder).isDirectory()) return `${folder} is not a folder`
  try {
    accessSync(folder, constants.W_OK)
    return undefined
  } catch {
    return `this user cannot write to ${folder}`
  }
}

function schemaFinding(name: string, schema: number | undefined): Finding {
  if (schema === undefined) return ok(`${name} is empty; the first start creates the tables`)
  if (schema > schemaVersion)
    return problem(
      `${name} has schema ${schema}, and this program supports none above ${schemaVersion}`,
      'Run the version of Parley that wrote it, or a newer one.',
    )
  return schema < schemaVersion
    ? warning(
        `${name} has schema ${schema}; the next start migrates it to ${schemaVersion}`,
        'Make a backup first: older versions of Parley cannot use it afterwards.',
      )
    : ok(`${name}, schema ${schema}`)
}

/** Windows has no owners of this kind. */
function ownerFindings(file: string): Finding[] {
  const user = process.getuid?.()
  const { uid, mode } = statSync(file)
  if (user === undefined) return []
  if (user !== 0 && uid !== user)
    return [
      problem(
        `${file} belongs to user ${uid}, and this command runs as user ${user}`,
        'Run the server as its owner, or change the owner of the folder with chown -R.',
      ),
    ]
  return (mode & 0o007) === 0
    ? [ok(`only its owner can read ${file}`)]
    : [warning(`everyone can read ${file}`, 'The next start removes this permission.')]
}

const second = 1000

function clockFindings({ newestEvent, time }: DatabaseFacts, now: number): Finding[] {
  const seconds = (span: number) => Math.round(Math.abs(span) / second)
  if (newestEvent !== undefined && newestEvent > now + 2 * second)
    return [
      problem(
        `the clock is ${seconds(newestEvent - now)} seconds behind the newest event`,
        'Set the clock of this machine, and keep it right with NTP.',
      ),
    ]
  if (time !== undefined && Math.abs(time - now) > 2 * second)
    return [
      warning(
        `the clock differs from the clock of the database by ${seconds(time - now)} seconds`,
        'Messages get their time from this machine. Keep both clocks right with NTP.',
      ),
    ]
  return [ok('the clock agrees with the database')]
}

function connectionFindings({ connections, oldestTransaction = 0 }: DatabaseFacts): Finding[] {
  if (!connections) return []
  const { used, max } = connections
  const text = `${used} of ${max} connections to PostgreSQL are in use`
  return [
    used > max * 0.8
      ? warning(text, 'Raise max_connections, or lower DATABASE_POOL of the nodes.')
      : ok(text),
    ...(oldestTransaction > 60
      ? [
          warning(
            `a transaction has been open for ${Math.round(oldestTransaction)} seconds`,
            'Events become visible only after it ends: find it in pg_stat_activity, and set idle_in_transaction_session_timeout.',
          ),
        ]
      : []),
  ]
}

/** Stores a file, reads it and deletes it. */
export async function fileFindings({ filesUrl, s3 }: ServerSettings): Promise<Finding[]> {
  if (filesUrl === undefined) return []
  const [, folder] = /^file:(.+)$/.exec(filesUrl) ?? []
  if (folder !== undefined && !existsSync(folder))
    return [missingFinding(filesUrl, folder, 'start')]
  const advice = 'Check FILES_URL, its credentials and its permissions: docs/files.md.'
  try {
    const store = await openFileStore(filesUrl, { s3 })
    try {
      const key = `doctor_${nanoid()}`
      const bytes = Buffer.from(key)
      await store.put(key, Readable.from([bytes]), bytes.length)
      const read = await store.get(key)
      const isSame = read !== undefined && (await buffer(read)).equals(bytes)
      await store.delete(key)
      const text = `${filesUrl} stores files`
      return [
        isSame ? ok(text) : problem(`${filesUrl} returned other bytes than were stored`, advice),
      ]
    } finally {
      await store.close()
    }
  } catch (error) {
    return [problem(`${filesUrl}: ${messageOf(error)}`, advice)]
  }
}

/** Whether operators can make backups of a SQLite file over HTTP. */
export function backupFindings({ backups, databaseUrl }: ServerSettings): Finding[] {
  const folder = backupsIn({ backups, databaseUrl })
  if (folder === undefined) return []
  if (!existsSync(folder)) return [missingFinding(folder, folder, 'backup')]
  const fault = faultOf(folder)
  return [
    fault === undefined
      ? ok(`${folder} takes backups`)
      : problem(`no backup can be made: ${fault}`, `${ownerAdvice} BACKUPS names another folder.`),
  ]
}

const sqliteFile = (url: string) => /^sqlite:(?!:memory:)(.+)$/.exec(url)?.[1]

function backupsIn(values: Pick<ServerSettings, 'backups' | 'databaseUrl'>): string | undefined {
  const database = sqliteFile(values.databaseUrl)
  return database === undefined ? undefined : backupFolderOf(values.backups, database)
}

const gigabyte = 2 ** 30

/** The disks of the backups, of the uploaded files and of the SQLite file; each disk once. */
export async function diskFindings(values: ServerSettings): Promise<Finding[]> {
  const database = sqliteFile(values.databaseUrl)
  const [, files] = /^file:(.+)$/.exec(values.filesUrl ?? '') ?? []
  const paths = [backupsIn(values), files, database && dirname(resolve(database))]
  const folders = paths.filter((path) => path !== undefined).map((path) => nearestOf(path))
  const disks = new Map(folders.map((folder) => [statSync(folder).dev, folder]))
  return Promise.all(
    [...disks.values()].map(async (folder) => {
      const { bavail, bsize } = await statfs(folder)
      const free = bavail * bsize
      const text = `${(free / gigabyte).toFixed(1)} GB are free on the disk of ${folder}`
      if (free < gigabyte / 10)
        return problem(text, 'Writes fail when the disk is full. Free some space.')
      return free < gigabyte
        ? warning(
            text,
            'Writes fail when the disk is full. Free some space, or lower EVENT_LOG_BYTES.',
          )
        : ok(text)
    }),
  )
}
