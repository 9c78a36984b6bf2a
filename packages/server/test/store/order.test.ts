import { chatOf, dataOf, pages } from '@openparley/test-kit/chat'
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

test('items with the same time are listed in the byte order of their ids, whatever the locale of the database', async () => {
  const { client } = await testServer({ now: () => 1_700_000_000_000 })
  const chat = chatOf(client)
  await chat.users(...sorted.toReversed())
  for (const id of sorted.toReversed()) await chat.put(id, { participants: [id, '!'] })
  await chat.put('c', { participants: sorted.toReversed() })
  await chat.leave('c', '!')

  expect(await pages((query) => chat.listUsers(query), 2)).toEqual(sorted)
  const orderDirection = 'ASC'
  const conversations = (query: object) => chat.list({ ...query, orderDirection })
  const inBytes = [...sorted, 'c'].sort((one, other) =>
    Buffer.compare(Buffer.from(one), Buffer.from(other)),
  )
  expect(await pages(conversations, 2)).toEqual(inBytes)
  const own = (query: object) => chat.listOf('!', { ...query, orderDirection })
  expect(await pages(own, 2)).toEqual(sorted)
  const params = { path: { conversationId: 'c' } }
  const participants = async (query: object) => {
    const { data } = await dataOf(
      client.GET('/conversations/{conversationId}/participants', { params: { ...params, query } }),
    )
    return data.map(({ userId }) => ({ id: userId }))
  }
  expect(await pages(participants, 2)).toEqual(sorted.filter((id) => id !== '!'))
})
