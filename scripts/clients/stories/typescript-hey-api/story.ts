/** The story, run against a real server with the client that Hey API's openapi-ts generates. */
import assert from 'node:assert/strict'
import { client } from './client/client.gen.js'
import {
  editMessage,
  getConversation,
  getMessage,
  getUser,
  listConversations,
  listUsers,
  putConversation,
  putUsers,
  sendMessages,
  updateParticipant,
} from './client/index.js'

const { PARLEY_URL = '', PARLEY_APP = '', PARLEY_KEY = '' } = process.env
client.setConfig({ baseUrl: PARLEY_URL, auth: PARLEY_KEY })

const app = { appId: PARLEY_APP }
const order = { ...app, conversationId: 'order_391_fc' }

// Three calls: two users, a conversation and its first messages.
await putUsers({
  path: app,
  body: {
    alice: { name: 'Alice', email: ['alice@example.com'] },
    sebastian: { name: 'Sebastian' },
  },
  throwOnError: true,
})
await putConversation({
  path: order,
  body: {
    participants: ['alice', 'sebastian'],
    subject: 'Black leather boots',
    custom: { category: 'shoes' },
  },
  throwOnError: true,
})
const { data: sent } = await sendMessages({
  path: order,
  body: [
    { type: 'UserMessage', sender: 'sebastian', text: 'Hello Alice!' },
    { type: 'SystemMessage', text: 'Sebastian has joined' },
  ],
  throwOnError: true,
})
const greeting = { ...order, messageId: sent[0]?.id ?? '' }

// Reads the pages of 25 users.
const numbers = Array.from({ length: 23 }, (_, i) => String(i + 1).padStart(2, '0'))
await putUsers({
  path: app,
  body: Object.fromEntries(numbers.map((n) => [`user_${n}`, { name: `User ${n}` }])),
  throwOnError: true,
})
const walked: string[] = []
for (let last = false; !last; ) {
  const startingAfter = walked.at(-1)
  const query = { limit: 10, ...(startingAfter && { startingAfter }) }
  const { data: page } = await listUsers({ path: app, query, throwOnError: true })
  walked.push(...page.data.map(({ id }) => id))
  last = page.data.length < 10
}
assert.equal(new Set(walked).size, 25)

// Errors are typed: a 404, and a 400 with the places of its faults.
const missing = await getUser({ path: { ...app, userId: 'nobody' } })
assert(missing.error)
assert.equal(missing.error.status, 404)
assert.equal(missing.error.type, 'urn:parley:problem:not-found')

const refused = await sendMessages({
  path: order,
  body: [{ type: 'UserMessage', sender: 'nobody', text: 'Hello Alice!' }],
})
assert(refused.error && 'errors' in refused.error)
assert.deepEqual(Object.keys(refused.error.errors), ['#/0/sender'])

// An edit.
const text = 'Hello Alice, your boots are *on their way*!'
await editMessage({ path: greeting, body: { text }, throwOnError: true })
const { data: edited } = await getMessage({ path: greeting, throwOnError: true })
assert.equal(edited.text, text)
assert.notEqual(edited.editedAt, null)

// A filtered list. Its conversation notifies Alice of every message.
const boots = { ...app, conversationId: 'boots_454545' }
await putConversation({ path: boots, body: { subject: 'Rubber boots' }, throwOnError: true })
const { data: found } = await listConversations({
  path: app,
  query: { filter: JSON.stringify({ custom: { category: ['==', 'shoes'] } }) },
  throwOnError: true,
})
assert.deepEqual(
  found.data.map(({ id }) => id),
  ['order_391_fc'],
)
assert.equal(found.data[0]?.participants.alice?.notify, true)

// Alice is notified only of mentions.
await updateParticipant({
  path: { ...order, userId: 'alice' },
  body: { notify: 'MentionsOnly' },
  throwOnError: true,
})
const { data: conversation } = await getConversation({ path: order, throwOnError: true })
assert.equal(conversation.participants.alice?.notify, 'MentionsOnly')
assert.equal(conversation.participants.sebastian?.notify, true)
