import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requestJson } from '@openparley/test-kit/json-request'
import { type Random, randomFrom } from '@openparley/test-kit/random'
import { type ServerProcess, startProcess } from '@openparley/test-kit/server-process'
import { openDatabase } from '../../../packages/server/src/store/database.ts'
import {
  deleteRemovedFiles,
  removeUnusedFiles,
  unusedLifetime,
} from '../../../packages/server/src/store/files/collect.ts'
import { openFileStore } from '../../../packages/server/src/store/files/file-store.ts'

export interface KillUploadsOptions {
  /** Uploads that begin before each kill. Some of them end before the kill. */
  uploads: number
  rounds: number
  /** Decides sizes, and after how many responses the server is killed. The timing of the machine decides the rest. */
  seed: number
}

interface Confirmed {
  token: string
  filename: string
  hash: string
}

const maxBytes = 2_000_000
const atOnce = 50

/** Uploads a file of random bytes. Returns undefined if the server ended before it responded. */
async function upload(server: ServerProcess, random: Random): Promise<Confirmed | undefined> {
  const bytes = randomBytes(random.integer(1, maxBytes))
  const body = new FormData()
  body.append('file', new Blob([bytes]), 'random.bin')
  const response = await fetch(`${server.baseUrl}/v1/${server.appId}/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.secretKey}` },
    body,
  }).catch(() => undefined)
  const text = await response?.text().catch(() => undefined)
  if (!response || text === undefined) return undefined
  if (response.status !== 200) throw new Error(`uploadFile: ${response.status} ${text}`)
  const { attachmentToken: token, filename } = JSON.parse(text)
  return { token, filename, hash: hashOf(bytes) }
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Uploads files, kills the server during the uploads, and returns the uploads that the server has confirmed. */
async function killedUploads(databaseUrl: string, uploads: number, random: Random) {
  const server = await startProcess(databaseUrl)
  const confirmed: Confirmed[] = []
  const killAfter = random.integer(0, uploads - atOnce / 2)
  let begun = 0
  let isKilled = false
  const uploadOn = async () => {
    while (!isKilled && begun < uploads) {
      begun += 1
      const done = await upload(server, random)
      if (done) confirmed.push(done)
      if (confirmed.length < killAfter || isKilled) continue
      isKilled = true
      await server.kill()
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, uploads) }, uploadOn))
  } finally {
    await server.kill()
  }
  return { confirmed, cut: begun - confirmed.length }
}

/** Returns the faults of downloads of the files. Sends every second file in a message. */
async function download(databaseUrl: string, files: Confirmed[]) {
  const server = await startProcess(databaseUrl)
  const faults: string[] = []
  const call = async (method: string, path: string, body: unknown) => {
    const answer = await requestJson(server, method, path, body)
    if (answer?.status !== 200) faults.push(`${method} ${path}: ${answer?.status} ${answer?.text}`)
  }
  try {
    await call('PUT', '/users/alice', { name: 'Alice' })
    await call('PUT', '/conversations/order', { participants: ['alice'] })
    for (const [index, { token, filename, hash }] of files.entries()) {
      const response = await fetch(
        `${server.baseUrl}/v1/${server.appId}/files/${token}/${filename}`,
      )
      const read = hashOf(await response.bytes())
      if (read !== hash) faults.push(`${token} is not whole: ${response.status}`)
      if (index % 2 === 0)
        await call('POST', '/conversations/order/messages', [
          { type: 'UserMessage', sender: 'alice', attachmentToken: token },
        ])
    }
  } finally {
    await server.stop()
  }
  return faults
}

/** Collects as a server does after a day. Returns the names of the files that are left, and the number of their rows. */
async function collected(databaseUrl: string, filesFolder: string) {
  const store = await openDatabase(databaseUrl)
  const files = await openFileStore(`file:${filesFolder}`)
  const now = () => Date.now() + unusedLifetime + 60_000
  await removeUnusedFiles({ store, files, now })
  await deleteRemovedFiles({ store, files, now })
  const rest = [
    ...(await store.read.files.unused(Number.MAX_SAFE_INTEGER, 1000)),
    ...(await store.read.files.removed(1000)),
  ]
  await store.close()
  return { names: namesIn(filesFolder), rest: rest.length }
}

const namesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()

/**
 * Kills a server during uploads. Every confirmed file must be complete. After a day, only the files that are in a
 * message must be left. Returns figures; throws the seed and all faults.
 */
export async function killUploads({ uploads, rounds, seed }: KillUploadsOptions) {
  const random = randomFrom(seed)
  const folder = mkdtempSync(join(tmpdir(), 'parley-uploads-'))
  const databaseUrl = `sqlite:${folder}/parley.db`
  const filesFolder = join(folder, 'files')
  const total = { confirmed: 0, cut: 0, 'left by the kills': 0 }
  let kept: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    const { confirmed, cut } = await killedUploads(databaseUrl, uploads, random)
    total.confirmed += confirmed.length
    total.cut += cut
    total['left by the kills'] += namesIn(filesFolder).length - kept.length - confirmed.length
    const faults = await download(databaseUrl, confirmed)
    const used = confirmed.filter((_, index) => index % 2 === 0).map(({ token }) => token)
    kept = [...kept, ...used].sort()
    const { names, rest } = await collected(databaseUrl, filesFolder)
    if (names.join() !== kept.join())
      faults.push(`left are ${names.length} files, and should be ${kept.length}`)
    if (rest > 0) faults.push(`left are ${rest} rows of other files`)
    if (faults.length > 0)
      throw new Error([`Seed ${seed}, round ${round + 1}, in ${folder}:`, ...faults].join('\n'))
  }
  rmSync(folder, { recursive: true })
  return total
}
