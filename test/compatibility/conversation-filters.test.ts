import { ids } from '@openparley/test-kit/chat'
import { sharedServerWith } from '@openparley/test-kit/conversations'
import { expect, test } from 'vitest'

// Filters as code for the SDKs writes them. One server for all tests of the file.

const { chat, now } = await sharedServerWith([
  { id: 'archived', created: 1000, said: 1100, custom: { status: 'archived' } },
  { id: 'boots', created: 2000, said: 3000, subject: 'Black leather boots' },
  { id: 'draft', created: 2500 },
  { id: 'clogs', created: 2600, said: 5000, subject: 'Clogs' },
])
await chat.mark('alice', 'archived', false)
await chat.leave('draft', 'alice')
now.time = 6000
await chat.join('draft', 'alice')

const found = async (filter: unknown) =>
  ids(await chat.listOf('alice', { filter: JSON.stringify(filter) }))

const accepted: [what: string, filter: unknown, found: string[]][] = [
  ['an inbox with a tab of what is unread', { isUnread: true }, ['clogs', 'boots']],
  ['the older name of that filter', { hasUnreadMessages: true }, ['clogs', 'boots']],
  ['conversations with messages', { hasMessages: true }, ['clogs', 'boots', 'archived']],
  ['conversations active since a moment', { lastActivityAt: ['>', 2500] }, ['clogs', 'boots']],
  ['the older name of that filter', { lastMessageTs: ['>=', 2500] }, ['clogs', 'boots']],
  [
    'conversations created in a range, with its start and without its end',
    { createdAt: ['between', [2000, 2500]] },
    ['boots'],
  ],
  [
    'conversations created outside of a range',
    { createdAt: ['!between', [2000, 2600]] },
    ['clogs', 'archived'],
  ],
  ['conversations that the user has joined lately', { joinedAt: ['>', 5000] }, ['draft']],
  [
    'conversations with a subject',
    { subject: ['oneOf', ['Black leather boots', 'Sandals']] },
    ['boots'],
  ],
  ['conversations without a subject', { subject: ['==', null] }, ['draft', 'archived']],
  [
    'what is unread or archived',
    ['any', [{ isUnread: true }, { custom: { status: ['==', 'archived'] } }]],
    ['clogs', 'boots', 'archived'],
  ],
]

test.each(accepted)('accepts a filter for %s: %j', async (_, filter, expected) => {
  expect(await found(filter)).toEqual(expected)
})

test('accepts the same filters in the list of the app, except those about one user', async () => {
  for (const [, filter] of accepted) {
    const text = JSON.stringify(filter)
    if (/isUnread|hasUnread|joinedAt/.test(text)) continue
    expect(ids(await chat.list({ filter: text })).sort()).toEqual((await found(filter)).sort())
  }
})
