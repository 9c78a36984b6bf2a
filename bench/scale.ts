import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  appId,
  conversationId,
  everywhere,
  fillDatabase,
  firstActive,
  firstCreated,
  messageId,
} from '../packages/server/test/store/large-database.ts'
import { type Parley, startParley } from './parley.ts'
import { median, type Result } from './table.ts'

/** Messages in each conversation of both databases. */
const messages = 100

/** Filters that at most three conversations match in both databases. */
const filters = [
  { subject: ['==', 'Order 7'] },
  { createdAt: ['<', firstCreated + 3000] },
  { lastActivityAt: ['<', firstActive + 3000] },
  { hasMessages: false },
  ['any', [{ subject: ['==', 'Order 7'] }, { createdAt: ['<', firstCreated + 2000] }]],
]
const ownFilters = [
  { joinedAt: ['<', firstCreated + 3000] },
  { isUnread: true, createdAt: ['<', firstCreated + 9000] },
]

/** The lists, each with all orders and conditions, including deep pages. */
function lists(conversations: number): Record<string, string[]> {
  const orders = ['lastActivity', 'createdAt'].flatMap((orderBy) =>
    ['ASC', 'DESC'].map((direction) => `orderBy=${orderBy}&orderDirection=${direction}`),
  )
  const deep = `startingAfter=${conversationId(conversations / 2)}`
  const window = 'lastMessageAfter=1&lastMessageBefore=9007199254740991'
  const ofConversations = (path: string) =>
    orders.flatMap((order) => ['', deep, window].map((more) => `${path}?${order}&${more}`))
  const filtered = (path: string, of: unknown[]) =>
    orders.flatMap((order) =>
      of.map((one) => `${path}?${order}&filter=${encodeURIComponent(JSON.stringify(one))}`),
    )
  const own = `/users/${everywhere}/conversations`
  const inside = `/conversations/${conversationId(1)}/messages`
  return {
    listUsers: ['/users?', `/users?startingAfter=u${conversations / 2}`, '/users?isOnline=true'],
    listConversations: ofConversations('/conversations'),
    'listConversations?filter': filtered('/conversations', filters),
    listUserConversations: [...ofConversations(own), `${own}?unreadsOnly=true`],
    'listUserConversations?filter': filtered(own, [...filters, ...ownFilters]),
    listMessages: [inside, `${inside}?startingAfter=${messageId(1.5 * messages)}`].map((path) =>
      path.includes('?') ? path : `${path}?`,
    ),
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 })

/** Milliseconds from the start of the request to the end of its response. */
const timed = ({ app, headers }: Parley, path: string) =>
  new Promise<number>((resolve, reject) => {
    const start = performance.now()
    get(`${app}${path}`, { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${path}: ${response.statusCode}`))
      response.resume().on('end', () => resolve(performance.now() - start))
    }).on('error', reject)
  })

/** Compares each list in a large database with the same list in a small one, by alternating requests. */
export async function measureScale(conversations: number, rounds: number): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const filled = async (count: number) => {
    const file = join(folder, `${count}.db`)
    await fillDatabase(file, { conversations: count, messages })
    return { count, server: await startParley({ databaseUrl: `sqlite:${file}`, appId }) }
  }
  const [small, large] = [await filled(10), await filled(conversations)]
  const results: Result[] = []
  for (const what of Object.keys(lists(small.count))) {
    const paths = [small, large].map(({ count }) => lists(count)[what] ?? [])
    const values: number[] = []
    for (let round = -1; round < rounds; round += 1) {
      const times: [number[], number[]] = [[], []]
      for (let repeat = 0; repeat < 20; repeat += 1)
        for (const index of paths[0]?.keys() ?? [])
          for (const [side, { server }] of [small, large].entries())
            times[side]?.push(await timed(server, paths[side]?.[index] ?? ''))
      if (round >= 0) values.push(median(times[1]) / median(times[0]))
    }
    results.push({
      what: `\`${what}\`, ${(conversations * messages).toLocaleString('en')} messages, p50`,
      against: 'the same with 1,000 messages',
      target: { most: 1.5 },
      values,
    })
  }
  for (const { server } of [small, large]) await server.stop()
  rmSync(folder, { recursive: true })
  return results
}
