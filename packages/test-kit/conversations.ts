import { appsWith } from './apps-with.ts'
import { type Chat, chatOf } from './chat.ts'
import { type Clock, clock } from './clock.ts'
import { type TestApp, type TestAppOptions, testApp } from './server.ts'

/** A conversation to create at a time, with a message of bob if that has a time too. */
export interface Planned {
  id: string
  created: number
  said?: number
  custom?: Record<string, string>
  subject?: string
}

/** Creates the conversations of alice and bob, and their messages, at the given times. */
export async function serverWith(planned: readonly Planned[], options: TestAppOptions = {}) {
  const now = clock(0)
  const server = await testApp({ now, ...options })
  return { ...server, now, chat: await createPlanned(server, planned, now) }
}

/** Creates them once, for all tests of a file. */
export async function sharedServerWith(planned: readonly Planned[]) {
  const now = clock(0)
  const { shop } = await appsWith({ shop: {} }, { now })
  return { ...shop, now, chat: await createPlanned(shop, planned, now) }
}

async function createPlanned({ client }: TestApp, planned: readonly Planned[], now: Clock) {
  const chat = chatOf(client)
  await chat.users('alice', 'bob')
  const steps = planned.flatMap(({ id, created, said, custom = {}, subject = null }) => [
    {
      time: created,
      act: (chat: Chat) => chat.put(id, { participants: ['alice', 'bob'], custom, subject }),
    },
    ...(said === undefined
      ? []
      : [{ time: said, act: (chat: Chat) => chat.say(id, 'bob', `At ${said}`) }]),
  ])
  for (const { time, act } of steps.sort((one, other) => one.time - other.time)) {
    now.time = time
    await act(chat)
  }
  return chat
}
