import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Random, randomFrom } from '@openparley/test-kit/random'
import {
  killWhileStarting,
  type ServerProcess,
  startProcess,
} from '@openparley/test-kit/server-process'
import { audit } from './audit.ts'
import { Client, send } from './client.ts'
import { readerOf, senderOf, shared, storedState } from './state.ts'

export interface RoundsOptions {
  rounds: number
  /** Decides what is written and after how many responses the server is killed. The timing decides the rest. */
  seed: number
  log?: (line: string) => void
}

const clientsAtOnce = 16
/** The number of rounds with one database: auditing a large one takes long. */
const roundsPerDatabase = 10

/** Writes of all clients in a round before the kill, at most. */
const maxWrites = 400

/**
 * Writes to the server, kills it after some writes and audits its database, repeatedly. Returns the number of confirmed
 * writes. Throws the seed and all faults.
 */
export async function killRounds({ rounds, seed, log }: RoundsOptions): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-kill-'))
  const random = randomFrom(seed)
  let answered = 0
  let file = ''
  let clients: Client[] = []
  for (let round = 0; round < rounds; round += 1) {
    const isNew = round % roundsPerDatabase === 0
    if (isNew) {
      file = join(folder, `${round}.db`)
      clients = Array.from(
        { length: clientsAtOnce },
        (_, index) => new Client(`c${index}`, randomFrom(random.integer(0, 2 ** 31))),
      )
    }
    if (random.integer(0, 4) === 0)
      await killWhileStarting(`sqlite:${file}`, random.integer(0, 600))
    const server = await startProcess(`sqlite:${file}`)
    try {
      if (isNew) await prepare(server, clients)
      await load(server, clients, random)
    } finally {
      await server.kill()
    }
    const faults = faultsOf(file, clients)
    if (faults.length > 0)
      throw new Error(
        [`Seed ${seed}, round ${round + 1}, database kept in ${file}:`, ...faults].join('\n'),
      )
    const done = clients.reduce((sum, client) => sum + client.answered, 0)
    log?.(`round ${round + 1} of ${rounds}: ${done} writes confirmed in this database, all present`)
    if (round % roundsPerDatabase === roundsPerDatabase - 1 || round === rounds - 1)
      answered += done
  }
  rmSync(folder, { recursive: true })
  return answered
}

async function prepare(server: ServerProcess, clients: Client[]): Promise<void> {
  const senders = clients.map(({ name }) => senderOf(name))
  const users = [...senders, ...clients.map(({ name }) => readerOf(name))]
  const body = Object.fromEntries(users.map((id) => [id, { name: id }]))
  await send(server, { method: 'PUT', path: '/users', body })
  for (const id of shared)
    await send(server, {
      method: 'PUT',
      path: `/conversations/${id}`,
      body: { subject: id, participants: senders },
    })
}

/** Kills the server as soon as the clients have some responses, while they wait for others. */
async function load(server: ServerProcess, clients: Client[], random: Random): Promise<void> {
  let left = random.integer(1, maxWrites)
  const settled = () => {
    left -= 1
    if (left === 0) void server.kill()
  }
  await Promise.all(clients.map((client) => client.run(server, settled)))
}

function faultsOf(file: string, clients: Client[]): string[] {
  const database = new DatabaseSync(file)
  try {
    const messageIds = new Map(clients.flatMap((client) => [...client.messageIds]))
    return [
      ...audit(database, messageIds),
      ...clients.flatMap((client) => client.faults(storedState(database, client.name))),
    ]
  } finally {
    database.close()
  }
}
