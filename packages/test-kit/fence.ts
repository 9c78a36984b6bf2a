import { decodeJwt } from 'jose'
import { nanoid } from 'nanoid'
import type { Chat } from './chat.ts'
import type { Event, TestStream } from './stream.ts'

const userOf = ({ request }: TestStream) =>
  decodeJwt((request.headers.get('authorization') ?? '').replace('Bearer ', '')).sub as string

const isAbout = (event: Event, conversationId: string) =>
  'conversation' in event && event.conversation.id === conversationId

/**
 * Returns the events that each stream has received so far. To find the end, it creates a conversation of their users
 * and waits for its event; users who do not exist are created.
 */
export async function receivedSoFar(streams: TestStream[], chat: Chat): Promise<Event[][]> {
  const id = `fence_${nanoid()}`
  const participants = [...new Set(streams.map(userOf))]
  for (const userId of participants) {
    const params = { path: { userId } }
    const { response } = await chat.client.GET('/users/{userId}', { params })
    if (response.status === 404) await chat.users(userId)
  }
  await chat.put(id, { participants })
  const isFence = (event: Event) => event.type === 'participant.joined' && isAbout(event, id)
  return Promise.all(
    streams.map(async (stream) =>
      (await stream.until(isFence)).filter((event) => !isAbout(event, id)),
    ),
  )
}

export const typesOf = (events: Event[] | undefined) => events?.map(({ type }) => type)
