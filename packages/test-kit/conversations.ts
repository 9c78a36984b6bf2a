import { type Chat, chatOf } from './chat.ts'
import { clock } from './clock.ts'
import { type TestAppOptions, testApp } from './server.ts'

/** A conversation to be made at a time, and with a message of bob's if it has the time of one. */
export interface Planned {
  id: string
  created: number
  said?: number
  custom?: Record<string, string>
}

/** Makes the conversations of alice and bob, each thing at its time. */
export async function serverWith(planned: readonly Planned[], options: TestAppOptions = {}) {
  const now = clock(0)
  const server = await testApp({ now, ...options })
  const chat = chatOf(server.client)
  await chat.users('alice', 'bob')
  const steps = planned.flatMap(({ id, created, said, custom = {} }) => [
    {
      time: created,
      act: (chat: Chat) => chat.put(id, { participants: ['alice', 'bob'], custom }),
    },
    ...(said === undefined
      ? []
      : [{ time: said, act: (chat: Chat) => chat.say(id, 'bob', `At ${said}`) }]),
  ])
  for (const { time, act } of steps.sort((one, other) => one.time - other.time)) {
    now.time = time
    await act(chat)
  }
  return { ...server, chat, now }
}
