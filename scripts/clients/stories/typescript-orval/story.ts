/** The story, run against a real server with the client that orval generates. */
import assert from 'node:assert/strict'
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
} from './client/parley.js'

const { PARLEY_APP: app = '' } = process.env
const order = 'order_391_fc'

// Three calls: two users, a conversation and its first messages.
const put = await putUsers(app, {
  alice: { name: 'Alice', email: ['alice@example.com'] },
  sebastian: { name: 'Sebastian' },
})
assert.equal(put.status, 200)
const ordered = await putConversation(app, order, {
  participants: ['alice', 'sebastian'],
  subject: 'Black leather boots',
  custom: { category: 'shoes' },
})
assert.equal(ordered.status, 200)
const sent = await sendMessages(app, order, [
  { type: 'UserMessage', sender: 'sebastian', text: 'Hello Alice!' },
  { type: 'SystemMessage', text: 'Sebastian has joined' },
])
assert(sent.status === 200)
const greeting = sent.data[0]?.id ?? ''

// Reads the pages of 25 users.
const numbers = Array.from({ length: 23 }, (_, i) => String(i + 1).padStart(2, '0'))
await putUsers(app, Object.fromEntries(numbers.map((n) => [`user_${n}`, { name: `User ${n}` }])))
const walked: string[] = []
for (let last = false; !last; ) {
  const startingAfter = walked.at(-1)
  const page = await listUsers(app, { limit: 10, ...(startingAfter && { startingAfter }) })
  assert(page.status === 200)
  walked.push(...page.data.data.map(({ id }) => id))
  last = page.data.data.length < 10
}
assert.equal(new Set(walked).size, 25)

// Errors are typed: a 404, and a 400 with the places of its faults.
const missing = await getUser(app, 'nobody')
assert(missing.status === 404)
assert.equal(missing.data.type, 'urn:parley:problem:not-found')

const refused = await sendMessages(app, order, [
  { type: 'UserMessage', sender: 'nobody', text: 'Hello Alice!' },
])
assert(refused.status === 400)
assert.deepEqual(Object.keys(refused.data.errors), ['#/0/sender'])

// An edit.
const text = 'Hello Alice, your boots are *on their way*!'
await editMessage(app, order, greeting, { text })
const edited = await getMessage(app, order, greeting)
assert(edited.status === 200)
assert.equal(edited.data.text, text)
assert.notEqual(edited.data.editedAt, null)

// A filtered list. Its conversation notifies Alice of every message.
await putConversation(app, 'boots_454545', { subject: 'Rubber boots' })
const filter = JSON.stringify({ custom: { category: ['==', 'shoes'] } })
const found = await listConversations(app, { filter })
assert(found.status === 200)
assert.deepEqual(
  found.data.data.map(({ id }) => id),
  [order],
)
assert.equal(found.data.data[0]?.participants.alice?.notify, true)

// Alice is notified only of mentions.
await updateParticipant(app, order, 'alice', { notify: 'MentionsOnly' })
const conversation = await getConversation(app, order)
assert(conversation.status === 200)
assert.equal(conversation.data.participants.alice?.notify, 'MentionsOnly')
assert.equal(conversation.data.participants.sebastian?.notify, true)
