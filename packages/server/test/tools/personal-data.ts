import { createClient } from '@openparley/client'
import type { components } from '@openparley/spec/types'
import { type TestServer, testServer } from '@openparley/test-kit/server'

export const alice = {
  name: 'Alice Adams',
  email: ['alice@example.com'],
  phone: ['+1123456789'],
  photoUrl: 'https://example.com/alice.jpg',
  headerPhotoUrl: 'https://example.com/header.jpg',
  welcomeMessage: 'Hi, Alice here',
  availabilityText: 'Alice is back on Monday',
  role: 'buyer',
  locale: 'de-DE',
  custom: { address: '12 Alice Street' },
  pushTokens: { 'fcm:alice': true as const },
}

const details = {
  subject: "Alice's boots",
  photoUrl: 'https://example.com/boots.jpg',
  custom: { buyer: 'Alice Adams' },
  welcomeMessages: ['Hello Alice!'],
}

const detailsOfOthers = {
  subject: 'Other boots',
  photoUrl: 'https://example.com/other.jpg',
  custom: { buyer: 'Bob' },
  welcomeMessages: ['Hello Bob!'],
}

/** Texts that the database must not contain after Alice was anonymized. */
export const personalTexts = [
  alice.name,
  ...alice.email,
  ...alice.phone,
  alice.photoUrl,
  alice.headerPhotoUrl,
  alice.welcomeMessage,
  alice.availabilityText,
  alice.custom.address,
  'fcm:alice',
  details.subject,
  details.photoUrl,
  'Hello Alice!',
  'text 0 of alice',
  'text 4 of alice',
  'I am here',
  '52.1',
]

export interface AliceOptions {
  /** The number of Alice's messages in the conversation `joined`, and of Bob's. */
  messages: number
}

/**
 * A server with a conversation `joined`, where Alice is; a conversation `left`, in which she wrote before she left; and
 * a conversation `others`, where she never was. Bob wrote in all.
 */
export async function serverWithAlice(
  { messages }: AliceOptions,
  options: Parameters<typeof testServer>[0] = {},
  parts: Parameters<typeof testServer>[1] = {},
  onEnd?: Parameters<typeof testServer>[2],
): Promise<TestServer> {
  const server = await testServer(options, parts, onEnd)
  const { baseUrl, appId, secretKey } = server
  const client = createClient({ baseUrl, appId, secretKey, retries: 0 })
  await client.PUT('/users', { body: { alice, bob: { name: 'Bob' } } })
  for (const conversationId of ['joined', 'left', 'others']) {
    const params = { path: { conversationId } }
    const participants = conversationId === 'others' ? ['bob'] : ['alice', 'bob']
    await client.PUT('/conversations/{conversationId}', {
      params,
      body: { ...(conversationId === 'others' ? detailsOfOthers : details), participants },
    })
    const count = conversationId === 'joined' ? messages : 3
    for (let sent = 0; sent < count; sent += 5) {
      const texts = Array.from({ length: Math.min(5, count - sent) }, (_, n) => `text ${sent + n}`)
      await client.POST('/conversations/{conversationId}/messages', {
        params,
        body: texts.flatMap((text) =>
          participants.map((sender) => ({
            type: 'UserMessage' as const,
            sender,
            text: `${text} of ${sender}`,
            custom: { by: sender },
          })),
        ),
      })
    }
  }
  await client.POST('/conversations/{conversationId}/messages', {
    params: { path: { conversationId: 'joined' } },
    body: [{ type: 'UserMessage', sender: 'alice', text: 'I am here', location: [52.1, 4.3] }],
  })
  await client.DELETE('/conversations/{conversationId}/participants/{userId}', {
    params: { path: { conversationId: 'left', userId: 'alice' } },
  })
  return server
}

/** Everything that the API returns; messages are grouped by sender. */
export async function everything({ client }: TestServer) {
  const { data: user } = await client.GET('/users/{userId}', {
    params: { path: { userId: 'alice' } },
  })
  const { data: list } = await client.GET('/conversations', {
    params: { query: { orderBy: 'createdAt', limit: 100 } },
  })
  const conversations = Object.fromEntries((list?.data ?? []).map((one) => [one.id, one]))
  const messages: components['schemas']['Message'][] = []
  for (const conversationId of Object.keys(conversations)) {
    let startingAfter: string | undefined
    for (;;) {
      const query = { limit: 100, ...(startingAfter && { startingAfter }) }
      const found: { data?: { data: typeof messages } } = await client.GET(
        '/conversations/{conversationId}/messages',
        {
          params: { path: { conversationId }, query },
        },
      )
      const page = found.data?.data ?? []
      messages.push(...page)
      startingAfter = page.at(-1)?.id
      if (page.length < 100) break
    }
  }
  const by = (sender: string) => messages.filter(({ senderId }) => senderId === sender)
  return { user, conversations, alices: by('alice'), bobs: by('bob') }
}
