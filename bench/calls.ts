import type { Target } from './load.ts'
import { call, type Parley } from './parley.ts'
import type { ServerProcess } from './processes.ts'

/** A call that is sent to each of the servers. */
export interface Call {
  what: string
  /** Min ratio to the rate of the bare server. */
  target: number
  method: 'GET' | 'PUT' | 'POST'
  path: string
  body?: (n: number) => string
}

const conversations = 12

const sendMessages: Call = {
  what: '`sendMessages`, one message, durable, a stream open',
  target: 0.35,
  method: 'POST',
  path: '/conversations/c0/messages',
  body: (n) => `[{"type":"UserMessage","sender":"bob","text":"Hello Alice, number ${n}!"}]`,
}

export const calls: Call[] = [
  { what: '`getUser`', target: 0.6, method: 'GET', path: '/users/alice' },
  {
    what: '`putUser`, durable, changing a field',
    target: 0.35,
    method: 'PUT',
    path: '/users/alice',
    body: (n) => `{"photoUrl":"https://example.com/${n}.png","custom":{"round":"${n}"}}`,
  },
  sendMessages,
  { what: '`listMessages`, 10', target: 0.4, method: 'GET', path: '/conversations/c1/messages' },
  {
    what: '`listUserConversations`, 10',
    target: 0.3,
    method: 'GET',
    path: '/users/carol/conversations',
  },
]

/** Creates the users, conversations and messages that the calls need. */
export async function createData(parley: Parley): Promise<void> {
  const names = ['alice', 'bob', 'carol']
  const user = (name: string) => ({
    name,
    email: [`${name}@example.com`],
    photoUrl: `https://example.com/${name}.png`,
    welcomeMessage: 'Hey there!',
  })
  await call(parley, 'PUT', '/users', Object.fromEntries(names.map((name) => [name, user(name)])))
  for (let index = 0; index < conversations; index += 1) {
    const path = `/conversations/c${index}`
    const participants = index === 0 ? ['alice', 'bob'] : ['bob', 'carol']
    await call(parley, 'PUT', path, { participants, subject: `Order ${index}` })
    const messages = Array.from({ length: 10 }, (_, n) => ({
      type: 'UserMessage',
      sender: 'bob',
      text: `Message ${n} on order ${index}`,
    }))
    await call(parley, 'POST', `${path}/messages`, messages)
  }
}

/** The call as a load for the server, as the app of Parley. */
export const targetOf = (
  { headers }: Parley,
  { method, path, body }: Call,
  server: ServerProcess,
): Target => ({
  name: `${server.name} ${method} ${path}`,
  url: `${server.url}/v1/bench${path}`,
  method,
  headers,
  ...(body && { body }),
})

export const sending = (parley: Parley): Target => targetOf(parley, sendMessages, parley)
