import { testServer } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'

test('users of one moment are listed in the byte order of their ids, whatever the database speaks', async () => {
  const { client } = await testServer({ now: () => 1_700_000_000_000 })
  const sorted = ['!', '10', '9', 'B', 'Z', '_', 'a', 'b', 'b-', 'bb', 'ä', '中', '𐐀']
  for (const userId of sorted.toReversed())
    await client.PUT('/users/{userId}', { params: { path: { userId } }, body: { name: userId } })
  const listed: string[] = []
  for (;;) {
    const startingAfter = listed.at(-1)
    const query = { limit: 2, ...(startingAfter !== undefined && { startingAfter }) }
    const { data } = await client.GET('/users', { params: { query } })
    listed.push(...(data?.data ?? []).map(({ id }) => id))
    if (data?.data.length !== 2) break
  }
  expect(listed).toEqual(sorted)
})
