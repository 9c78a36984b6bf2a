import { answered, chatOf, ids } from '@openparley/test-kit/chat'
import { testServer } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'

const sorted = [
  ...[
    '!',
    '10',
    '9',
    'B',
    'Z',
    '_',
    'a',
    'a  b',
    'a b',
    'b',
    'b b',
    'b-',
    'bb',
    'e\u0301',
    'ä',
    '中',
  ],
  ...['！', '𐐀', '👨‍👩‍👧', '😀', '😀 a', '😀😀'],
]

async function inPages(
  list: (query: { limit: number; startingAfter?: string }) => Promise<string[]>,
) {
  const listed: string[] = []
  for (;;) {
    const startingAfter = listed.at(-1)
    const page = await list({ limit: 2, ...(startingAfter !== undefined && { startingAfter }) })
    listed.push(...page)
    if (page.length !== 2) return listed
  }
}

test('what has one time is listed in the byte order of the ids, whatever the database speaks', async () => {
  const { client } = await testServer({ now: () => 1_700_000_000_000 })
  const chat = chatOf(client)
  await chat.users(...sorted.toReversed())
  for (const id of sorted.toReversed()) await chat.put(id, { participants: [id, '!'] })
  await chat.put('c', { participants: sorted.toReversed() })
  await chat.leave('c', '!')

  expect(await inPages(async (query) => ids(await chat.listUsers(query)))).toEqual(sorted)
  const orderDirection = 'ASC'
  const conversations = (query: object) => chat.list({ ...query, orderDirection })
  const inBytes = [...sorted, 'c'].sort((one, other) =>
    Buffer.compare(Buffer.from(one), Buffer.from(other)),
  )
  expect(await inPages(async (query) => ids(await conversations(query)))).toEqual(inBytes)
  const own = (query: object) => chat.listOf('!', { ...query, orderDirection })
  expect(await inPages(async (query) => ids(await own(query)))).toEqual(sorted)
  const params = { path: { conversationId: 'c' } }
  const participants = (query: object) =>
    answered(
      client.GET('/conversations/{conversationId}/participants', { params: { ...params, query } }),
    )
  expect(
    await inPages(async (query) => (await participants(query)).data.map(({ userId }) => userId)),
  ).toEqual(sorted.filter((id) => id !== '!'))
})
