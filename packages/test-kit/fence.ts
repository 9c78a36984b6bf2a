import { nanoid } from 'nanoid'
import type { Chat } from './chat.ts'
import type { Event, TestStream } from './stream.ts'

/**
 * What each stream brought of all that has happened so far: up to the making of a user, which everyone in
 * the app sees.
 */
export async function broughtTo(streams: TestStream[], chat: Chat): Promise<Event[][]> {
  const userId = `fence_${nanoid()}`
  await chat.users(userId)
  const isFence = (event: Event) => event.type === 'user.created' && event.user.id === userId
  return Promise.all(streams.map(async (stream) => (await stream.until(isFence)).slice(0, -1)))
}

export const typesOf = (events: Event[] | undefined) => events?.map(({ type }) => type)
