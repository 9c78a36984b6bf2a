/** The story, run against a real server with the client that openapi-generator's typescript-fetch generates. */
import assert from 'node:assert/strict'
import {
  Configuration,
  ConversationsApi,
  MessagesApi,
  ParticipantsApi,
  ProblemFromJSON,
  ResponseError,
  UsersApi,
  ValidationProblemFromJSON,
} from './client/index.js'

const { PARLEY_URL = '', PARLEY_APP: appId = '', PARLEY_KEY = '' } = process.env
const configuration = new Configuration({ basePath: PARLEY_URL, accessToken: PARLEY_KEY })
const users = new UsersApi(configuration)
const conversations = new ConversationsApi(configuration)
const participants = new ParticipantsApi(configuration)
const messages = new MessagesApi(configuration)

const order = { appId, conversationId: 'order_391_fc' }

/** The JSON of the error that the call throws. */
async function problemOf(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.catch((error) => error)
  assert(error instanceof ResponseError)
  return error.response.json()
}

// Three calls: two users, a conversation and its first messages.
await users.putUsers({
  appId,
  requestBody: {
    alice: { name: 'Alice', email: ['alice@example.com'] },
    sebastian: { name: 'Sebastian' },
  },
})
await conversations.putConversation({
  ...order,
  conversationPatch: {
    participants: ['alice', 'sebastian'],
    subject: 'Black leather boots',
    custom: { category: 'shoes' },
  },
})
const [greeting] = await messages.sendMessages({
  ...order,
  messageToSend: [
    { type: 'UserMessage', sender: 'sebastian', text: 'Hello Alice!' },
    { type: 'SystemMessage', text: 'Sebastian has joined' },
  ],
})
assert(greeting)

// Reads the pages of 25 users.
const numbers = Array.from({ length: 23 }, (_, i) => String(i + 1).padStart(2, '0'))
await users.putUsers({
  appId,
  requestBody: Object.fromEntries(numbers.map((n) => [`user_${n}`, { name: `User ${n}` }])),
})
const walked: string[] = []
for (let last = false; !last; ) {
  const startingAfter = walked.at(-1)
  const page = await users.listUsers({ appId, limit: 10, ...(startingAfter && { startingAfter }) })
  walked.push(...page.data.map(({ id }) => id))
  last = page.data.length < 10
}
assert.equal(new Set(walked).size, 25)

// Errors are typed: a 404, and a 400 with the places of its faults.
const missing = ProblemFromJSON(await problemOf(users.getUser({ appId, userId: 'nobody' })))
assert.equal(missing.status, 404)
assert.equal(missing.type, 'urn:parley:problem:not-found')

const nobody = { type: 'UserMessage', sender: 'nobody', text: 'Hello Alice!' } as const
const refused = await problemOf(messages.sendMessages({ ...order, messageToSend: [nobody] }))
assert.deepEqual(Object.keys(ValidationProblemFromJSON(refused).errors), ['#/0/sender'])

// An edit.
const message = { ...order, messageId: greeting.id }
const text = 'Hello Alice, your boots are *on their way*!'
await messages.editMessage({ ...message, messagePatch: { text } })
const edited = await messages.getMessage(message)
assert.equal(edited.text, text)
assert.notEqual(edited.editedAt, null)

// A filtered list. Its conversation notifies Alice of every message.
await conversations.putConversation({
  appId,
  conversationId: 'boots_454545',
  conversationPatch: { subject: 'Rubber boots' },
})
const filter = JSON.stringify({ custom: { category: ['==', 'shoes'] } })
const found = await conversations.listConversations({ appId, filter })
assert.deepEqual(
  found.data.map(({ id }) => id),
  ['order_391_fc'],
)
assert.equal(found.data[0]?.participants.alice?.notify, true)

// Alice is notified only of mentions.
await participants.updateParticipant({
  ...order,
  userId: 'alice',
  participantPatch: { notify: 'MentionsOnly' },
})
const conversation = await conversations.getConversation(order)
assert.equal(conversation.participants.alice?.notify, 'MentionsOnly')
assert.equal(conversation.participants.sebastian?.notify, true)
