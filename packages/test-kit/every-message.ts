import type { Client } from '@openparley/client'
import type { components } from '@openparley/spec/types'

const limit = 100

/** All messages of the conversation, oldest first; none where there is no such conversation. */
export async function everyMessage(
  client: Client,
  conversationId: string,
): Promise<components['schemas']['Message'][]> {
  const all: components['schemas']['Message'][] = []
  for (;;) {
    const startingAfter = all.at(-1)?.id
    const { data, response } = await client.GET('/conversations/{conversationId}/messages', {
      params: {
        path: { conversationId },
        query: { limit, orderDirection: 'ASC', ...(startingAfter && { startingAfter }) },
      },
    })
    if (response.status === 404) return []
    if (!data) throw new Error(`The messages of ${conversationId}: ${response.status}`)
    all.push(...data.data)
    if (data.data.length < limit) return all
  }
}
