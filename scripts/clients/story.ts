import { isDeepStrictEqual } from 'node:util'

/** A request of the story, and the status that it must get. */
export interface Call {
  method: string
  /** The path after `/v1/{app}`, with its query. */
  path: string
  status: number
  body?: unknown
}

const order = '/conversations/order_391_fc'
const greeting = { type: 'UserMessage', sender: 'sebastian', text: 'Hello Alice!' }

const others = Object.fromEntries(
  Array.from({ length: 23 }, (_, i) => {
    const number = String(i + 1).padStart(2, '0')
    return [`user_${number}`, { name: `User ${number}` }]
  }),
)

/**
 * The story that every client runs, in the order of its requests. `{message 1}` is replaced by the first message id
 * that the server returned.
 */
export const story: Call[] = [
  {
    method: 'PUT',
    path: '/users',
    status: 200,
    body: {
      alice: { name: 'Alice', email: ['alice@example.com'] },
      sebastian: { name: 'Sebastian' },
    },
  },
  {
    method: 'PUT',
    path: order,
    status: 200,
    body: {
      participants: ['alice', 'sebastian'],
      subject: 'Black leather boots',
      custom: { category: 'shoes' },
    },
  },
  {
    method: 'POST',
    path: `${order}/messages`,
    status: 200,
    body: [greeting, { type: 'SystemMessage', text: 'Sebastian has joined' }],
  },
  { method: 'PUT', path: '/users', status: 200, body: others },
  { method: 'GET', path: '/users?limit=10', status: 200 },
  { method: 'GET', path: '/users?limit=10&startingAfter=user_08', status: 200 },
  { method: 'GET', path: '/users?limit=10&startingAfter=user_18', status: 200 },
  { method: 'GET', path: '/users/nobody', status: 404 },
  {
    method: 'POST',
    path: `${order}/messages`,
    status: 400,
    body: [{ ...greeting, sender: 'nobody' }],
  },
  {
    method: 'PUT',
    path: `${order}/messages/{message 1}`,
    status: 200,
    body: { text: 'Hello Alice, your boots are *on their way*!' },
  },
  { method: 'GET', path: `${order}/messages/{message 1}`, status: 200 },
  {
    method: 'PUT',
    path: '/conversations/boots_454545',
    status: 200,
    body: { subject: 'Rubber boots' },
  },
  {
    method: 'GET',
    path: '/conversations?filter={"custom":{"category":["==","shoes"]}}',
    status: 200,
  },
  {
    method: 'PATCH',
    path: `${order}/participants/alice`,
    status: 200,
    body: { notify: 'MentionsOnly' },
  },
  { method: 'GET', path: order, status: 200 },
]

/** Some generators send the defaults of parameters too. */
const defaults = ['limit=10', 'orderBy=lastActivity', 'orderDirection=DESC']

// Users of one call are listed in the order of the call, which is random in some languages.
const anyUser = (text: string) =>
  text.replace(/\b(startingAfter)=(alice|sebastian|user_\d+)$/, '$1=<user>')

const line = ({ method, path, status }: Call) => {
  const { pathname, searchParams } = new URL(path, 'http://parley')
  const parameters = [...searchParams].map(([name, value]) => `${name}=${value}`).sort()
  const sent = parameters.filter((parameter) => !defaults.includes(parameter)).map(anyUser)
  return `${method} ${[decodeURIComponent(pathname), ...sent].join(' ')} → ${status}`
}

/** The first difference between a client's requests and the story; undefined if there is none. */
export function difference(calls: Call[]): string | undefined {
  for (const [i, expected] of story.entries()) {
    const call = calls[i]
    if (!call) return `Request ${i + 1}, ${line(expected)}, is missing.`
    if (line(call) !== line(expected))
      return `Request ${i + 1} is ${line(call)}, not ${line(expected)}.`
    if (!isDeepStrictEqual(call.body, expected.body))
      return `Request ${i + 1}, ${line(call)}, has the body ${JSON.stringify(call.body)}.`
  }
  if (calls.length > story.length) return `${calls.length - story.length} requests are too many.`
  return undefined
}

const comparable = (calls: Call[]) =>
  calls.map((call) => ({ ...call, path: call.path.split('&').map(anyUser).join('&') }))

/** Whether the clients sent the same, except what is random in each run. */
export const alike = (some: Call[], others: Call[]): boolean =>
  isDeepStrictEqual(comparable(some), comparable(others))
