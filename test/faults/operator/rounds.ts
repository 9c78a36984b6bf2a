import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Random, randomFrom } from '@openparley/test-kit/random'
import { killer, startProcess } from '@openparley/test-kit/server-process'
import { createApp } from '../../../packages/server/src/operations/apps.ts'
import { Backups } from '../../../packages/server/src/store/backups/backups.ts'
import { backupDatabase } from '../../../packages/server/src/store/database.ts'
import { FolderFiles } from '../../../packages/server/src/store/files/folder.ts'
import { openEngine } from '../../../packages/server/src/store/open-engine.ts'
import { openStore } from '../../../packages/server/src/store/store.ts'
import {
  callsOn,
  fillConversation,
} from '../../../packages/server/test/store/large-conversation.ts'

const cli = fileURLToPath(new URL('../../../packages/server/src/compose/cli.ts', import.meta.url))
const adminKey = 'admin_key_of_the_kills_000000000001'

interface Site {
  folder: string
  file: string
  url: string
  messages: number
  random: Random
}

export interface OperatorKills {
  /** Kills of each kind. */
  rounds: number
  seed: number
  messages: number
}

/** Kills a server that makes a backup, and commands that restore and export. Throws if something half is taken for whole. */
export async function operatorKills({ rounds, seed, messages }: OperatorKills) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-kill-'))
  const file = join(folder, 'parley.db')
  const site = { folder, file, url: `sqlite:${file}`, messages, random: randomFrom(seed) }
  await fill(site)
  const whole = { backups: 0, restores: 0, exports: 0 }
  for (let round = 0; round < rounds; round += 1) {
    whole.backups += Number(await killBackup(site))
    whole.restores += Number(await killRestore(site))
    whole.exports += Number(await killExport(site))
  }
  rmSync(folder, { recursive: true })
  return whole
}

async function fill({ url, messages }: Site): Promise<void> {
  const engine = await openEngine(url)
  const store = await openStore(engine)
  await createApp(store, 'shop', {}, Date.now())
  const call = callsOn(store)
  await call('putUser', { userId: 'alice' }, { name: 'Alice' })
  await call('putConversation', { conversationId: 'order' }, { participants: ['alice'] })
  await fillConversation(engine, 'order', messages)
  await store.close()
}

/** The number of messages of a database. Throws if it is damaged. */
function messagesIn(file: string): number {
  const database = new DatabaseSync(file)
  try {
    const [check] = database.prepare('PRAGMA integrity_check').all()
    if (check?.integrity_check !== 'ok') throw new Error(`${file}: ${check?.integrity_check}`)
    return Number(database.prepare('SELECT COUNT(*) AS n FROM messages').get()?.n)
  } finally {
    database.close()
  }
}

function assert(isTrue: boolean, fault: string): void {
  if (!isTrue) throw new Error(fault)
}

/** Waits until it has begun, then for some milliseconds, and kills. Some rounds last until it has ended. */
async function killAfter(path: () => boolean, kill: () => Promise<void>, random: Random) {
  const end = performance.now() + 30_000
  while (!path() && performance.now() < end) await setTimeout(1)
  await setTimeout(random.integer(0, random.integer(0, 1) === 0 ? 30 : 1000))
  await kill()
}

async function killBackup({ folder, file, url, messages, random }: Site): Promise<boolean> {
  const place = `${file}-backups`
  const server = await startProcess(url, { ADMIN_KEY: adminKey })
  const response = await fetch(`${server.baseUrl}/admin/v1/backups`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminKey}` },
  })
  const { id } = (await response.json()) as { id: string }
  const isBegun = () => readdirSync(folder).length > 0 && existsSync(join(place, `${id}.json`))
  await killAfter(isBegun, server.kill, random)
  const files = await FolderFiles.openTemporary()
  const errors: unknown[] = []
  const backups = new Backups({
    ...{ database: file, files, folder: place, now: Date.now },
    onError: (error) => errors.push(error),
  })
  const all = await backups.list()
  for (const backup of all.filter(({ state }) => state === 'complete'))
    assert(messagesIn(backup.path ?? '') === messages, `${backup.id} is complete, but is not whole`)
  assert(
    all.every(({ state }) => state !== 'running'),
    'a killed backup is running for ever',
  )
  await backups.close()
  await files.close()
  const own = all.find((backup) => backup.id === id)
  const left = readdirSync(place).filter((name) => name.startsWith(id) && name.includes('.db'))
  assert(errors.length === 0, String(errors[0]))
  assert((own?.state === 'complete') === left.includes(`${id}.db`), `${id} has left ${left}`)
  return own?.state === 'complete'
}

function command(...args: string[]) {
  const child = spawn(process.execPath, ['--conditions=source', cli, ...args], { stdio: 'ignore' })
  return killer(child)
}

async function killRestore({ folder, file, url, messages, random }: Site): Promise<boolean> {
  const backup = join(folder, 'older.db')
  await backupDatabase(url, backup, { force: true })
  // Makes the backup differ from the current database.
  const older = new DatabaseSync(backup)
  older.exec('DELETE FROM messages WHERE seq = 1')
  older.close()
  const kill = command('restore', backup, '--database', url)
  await killAfter(() => existsSync(`${file}.unfinished`), kill, random)
  assert(existsSync(file), 'a killed restore has left no database')
  const isRestored = messagesIn(file) === messages - 1
  assert(isRestored || messagesIn(file) === messages, 'a killed restore has left half a database')
  const kept = readdirSync(folder).find((name) => name.includes('.before-'))
  if (isRestored)
    assert(messagesIn(join(folder, kept ?? '')) === messages, 'the old database is not kept')
  await restored({ file, folder, kept, isRestored })
  return isRestored
}

/** Puts the old database back for the next round. */
async function restored(round: {
  file: string
  folder: string
  kept?: string | undefined
  isRestored: boolean
}) {
  const { file, folder, kept, isRestored } = round
  const { restoreSqlite } = await import('../../../packages/server/src/store/sqlite/restore.ts')
  if (isRestored && kept) await restoreSqlite(join(folder, kept), file, new Date())
  for (const name of readdirSync(folder)) if (name.includes('.before-')) rmSync(join(folder, name))
}

async function killExport({ folder, url, messages, random }: Site): Promise<boolean> {
  const to = join(folder, 'shop.ndjson')
  rmSync(to, { force: true })
  const kill = command('export', to, '--app', 'shop', '--database', url)
  await killAfter(() => existsSync(`${to}.unfinished`), kill, random)
  if (!existsSync(to)) return false
  const end = JSON.parse(readFileSync(to, 'utf8').trimEnd().split('\n').at(-1) ?? '')
  assert(end.rows?.messages === messages, 'a killed export has left half a file')
  return true
}
