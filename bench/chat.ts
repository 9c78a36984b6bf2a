import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Load, measured, type Target } from './load.ts'
import { call, startParley, userToken } from './parley.ts'
import { type PocketBase, pocketBaseProgram, startPocketBase } from './peers/pocketbase.ts'
import { cpuOf } from './processes.ts'
import type { Result } from './table.ts'

const users = Array.from({ length: 16 }, (_, index) => `user-${index}`)

/** The rooms of the public scenario, and many rooms. */
const roomCounts = [1, 1000]

/** The two members of a room. The first one sends. */
const membersOf = (room: number): [string, string] => [
  users[room % users.length] as string,
  users[(room + 1) % users.length] as string,
]

/** A server with all rooms, and the load that inserts messages into the first of these rooms. */
interface ChatServer {
  pid: number
  inserts(rooms: number): Target
  stop(): Promise<void>
}

const bearer = (token: string | undefined) => ({ authorization: `Bearer ${token}` })

async function parleyChat(): Promise<ChatServer> {
  const parley = await startParley()
  await call(parley, 'PUT', '/users', Object.fromEntries(users.map((id) => [id, { name: id }])))
  await inTens(roomCounts, (room) =>
    call(parley, 'PUT', `/conversations/room-${room}`, { participants: membersOf(room) }),
  )
  const tokens = new Map<string, string>()
  for (const id of users) tokens.set(id, await userToken(id))
  return {
    ...parley,
    inserts: (rooms) => ({
      name: 'parley',
      url: `${parley.app}/realtime/conversations/`,
      method: 'POST',
      headersOf: (n) => bearer(tokens.get(membersOf(n % rooms)[0])),
      path: (n) => `room-${n % rooms}/messages`,
      body: (n) => `{"text":"a message ${n}"}`,
    }),
  }
}

const relation = (name: string, collectionId: string | undefined) => ({
  ...{ name, collectionId, type: 'relation', required: true, maxSelect: 1 },
})

/** The collections of the public scenario, with an index for its rule. */
async function createCollections({ call }: PocketBase): Promise<void> {
  await call('PATCH', 'settings', { logs: { maxDays: 0 } })
  const { id: user } = await call('GET', 'collections/users')
  const { id: room } = await call('POST', 'collections', {
    ...{ name: 'room', type: 'base', fields: [{ name: 'name', type: 'text' }] },
  })
  await call('POST', 'collections', {
    ...{ name: 'room_members', type: 'base' },
    fields: [relation('user', user), relation('room', room)],
    indexes: ['CREATE INDEX room_members_in_room ON room_members (room, user)'],
  })
  await call('POST', 'collections', {
    ...{ name: 'message', type: 'base' },
    fields: [
      ...[relation('owner', user), relation('room', room)],
      { name: 'data', type: 'text', required: true },
    ],
    // The rule of the public scenario, which has one member, applied to several members.
    createRule:
      'room ?= @collection.room_members.room && @request.auth.id ?= @collection.room_members.user',
  })
}

async function pocketBaseChat(program: string): Promise<ChatServer> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const server = await startPocketBase(program, folder)
  await createCollections(server)
  const owners = new Map<string, { id: string; token: string }>()
  for (const name of users) {
    const { id = '' } = await server.call('POST', 'collections/users/records', {
      ...{
        email: `${name}@example.com`,
        password: 'not-a-secret',
        passwordConfirm: 'not-a-secret',
      },
    })
    const { token = '' } = await server.call('POST', `collections/users/impersonate/${id}`, {})
    owners.set(name, { id, token })
  }
  const rooms: string[] = []
  await inTens(roomCounts, async (room) => {
    const { id = '' } = await server.call('POST', 'collections/room/records', { name: `${room}` })
    rooms[room] = id
    for (const member of membersOf(room))
      await server.call('POST', 'collections/room_members/records', {
        room: id,
        user: owners.get(member)?.id,
      })
  })
  const ownerOf = (room: number) => owners.get(membersOf(room)[0])
  return {
    ...server,
    inserts: (count) => ({
      name: 'pocketbase',
      url: `${server.url}/api/collections/message/records`,
      method: 'POST',
      headersOf: (n) => bearer(ownerOf(n % count)?.token),
      body: (n) => {
        const room = n % count
        const { id: owner } = ownerOf(room) ?? {}
        return JSON.stringify({ owner, room: rooms[room], data: `a message ${n}` })
      },
    }),
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Calls `create` for each room, ten at a time. */
async function inTens(counts: number[], create: (room: number) => Promise<unknown>): Promise<void> {
  const count = Math.max(...counts)
  for (let from = 0; from < count; from += 10)
    await Promise.all(
      Array.from({ length: Math.min(10, count - from) }, (_, more) => create(from + more)),
    )
}

/** Compares inserts of messages with PocketBase. A rule checks each insert. */
export async function measureChat(inserts: number, rounds: number): Promise<Result[]> {
  const program = pocketBaseProgram()
  if (program === undefined) {
    console.error('chat is left out: PocketBase needs Go to be built.')
    return []
  }
  const servers = [await parleyChat(), await pocketBaseChat(program)]
  const results: Result[] = []
  for (const rooms of roomCounts) {
    const rates: Record<'wall' | 'cpu', number[][]> = { wall: [], cpu: [] }
    for (let round = -1; round < rounds; round += 1) {
      const load: Load = { connections: 64, seconds: 600, amount: round < 0 ? 640 : inserts }
      const row = { wall: [] as number[], cpu: [] as number[] }
      for (const server of servers) {
        const cpu = cpuOf(server.pid)
        const { rate } = await measured(server.inserts(rooms), load)
        row.wall.push(rate)
        row.cpu.push((load.amount ?? 0) / (cpuOf(server.pid) - cpu))
      }
      console.error(row)
      if (round < 0) continue
      rates.wall.push(row.wall)
      rates.cpu.push(row.cpu)
    }
    const what = `${inserts.toLocaleString('en')} inserts into ${rooms.toLocaleString('en')} room${rooms === 1 ? '' : 's'}, 64 at a time`
    const ratios = (rows: number[][]) => rows.map(([own = 0, other = 1]) => own / other)
    const own = (rows: number[][]) => rows.map(([rate = 0]) => rate)
    results.push(
      { what, against: 'PocketBase', target: { least: 1 }, values: ratios(rates.wall) },
      {
        what: `${what}, of a CPU second`,
        against: 'PocketBase',
        target: {},
        values: ratios(rates.cpu),
      },
      { what: `${what}`, against: '', target: { unit: '/s' }, values: own(rates.wall) },
    )
  }
  for (const server of servers) await server.stop()
  return results
}
