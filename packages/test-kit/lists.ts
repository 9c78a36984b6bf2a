import type { Client } from '@openparley/client'
import type { components } from '@openparley/spec/types'

type Message = components['schemas']['Message']

/** All items of a list, read in pages of `limit`. */
export async function everyItem<Item extends { id: string }>(
  limit: number,
  list: (query: { limit: number; startingAfter?: string }) => Promise<Item[]>,
): Promise<Item[]> {
  const all: Item[] = []
  for (;;) {
    const last = all.at(-1)
    const page = await list({ limit, ...(last && { startingAfter: last.id }) })
    all.push(...page)
    if (page.length < limit) return all
  }
}

/** All messages of the conversation, by default oldest first; empty if there is no such conversation. */
export const everyMessage = (
  client: Client,
  conversationId: string,
  { limit = 100, orderDirection = 'ASC' as 'ASC' | 'DESC' } = {},
): Promise<Message[]> =>
  everyItem(limit, async (page) => {
    const { data, response } = await client.GET('/conversations/{conversationId}/messages', {
      params: { path: { conversationId }, query: { ...page, orderDirection } },
    })
    if (response.status === 404) return []
    if (!data) throw new Error(`The messages of ${conversationId}: ${response.status}`)
    return data.data
  })
