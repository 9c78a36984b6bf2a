import { chatOf, dataOf } from '@openparley/test-kit/chat'
import { testApp, userClientOf } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

/** bob and alice in many conversations. The messages and subjects of bob contain contacts, which alice does not see. */
async function market() {
  const roles = { whole: { maskContacts: null }, default: { maskContacts: {} } }
  const app = await testApp({ settings: { roles } })
  const chat = chatOf(app.client)
  await chat.users('alice', 'bob', 'carol')
  await chat.putUser('carol', { role: 'whole' })
  const participants = ['alice', 'bob', 'carol']
  for (const id of ['a', 'b', 'c', 'd', 'e'])
    await chat.put(id, { participants, subject: `Trade ${id} at zqxmail.com` })
  await chat.put('open', { participants, subject: 'Trade', custom: { search: 'zqxmail' } })
  for (const id of ['a', 'b', 'c', 'd', 'e'])
    await chat.say(id, 'bob', 'Hello', `Write to zqxjohn@zqxmail.com or 0176 5550199`)
  await chat.say('open', 'bob', 'The zqxjohnny is open')
  const as = (userId: string) => {
    const client = userClientOf(app, userId)
    return {
      messages: async (query: string, limit = 50) =>
        dataOf(client.GET('/realtime/search/messages', { params: { query: { query, limit } } })),
      conversations: async (query: string, filter?: object) =>
        dataOf(
          client.GET('/realtime/search/conversations', {
            params: { query: { query, ...(filter && { filter: JSON.stringify(filter) }) } },
          }),
        ),
      list: async (filter: object) =>
        dataOf(
          client.GET('/realtime/conversations', {
            params: { query: { filter: JSON.stringify(filter) } },
          }),
        ),
    }
  }
  return { alice: as('alice'), carol: as('carol') }
}

const idsOf = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id).sort()

describe('a user cannot find a contact that is hidden from them', () => {
  test('no part of a hidden word finds a message, or shows that there are more', async () => {
    const { alice, carol } = await market()
    for (const query of ['zqxmail', 'zqxjohn zqxmail', '0176', '017', '5550199', 'zqxmailcom']) {
      expect((await carol.messages(query)).data, query).toHaveLength(5)
      expect(await alice.messages(query, 1), query).toEqual({ data: [], hasMore: false })
    }
  })

  test('messages are found by the text that the user sees, in full pages', async () => {
    const { alice } = await market()
    const first = await alice.messages('write', 3)
    expect(first.data).toHaveLength(3)
    expect(first.hasMore).toBe(true)
    expect(first.data[0]?.plaintext).toBe('Write to ••• or •••')
    const found = await alice.messages('zqx')
    expect(found.data.map(({ plaintext }) => plaintext)).toEqual(['The zqxjohnny is open'])
    expect(found.hasMore).toBe(false)
  })

  test('conversations are not found by a hidden part of their subject', async () => {
    const { alice, carol } = await market()
    expect(idsOf(await carol.conversations('trade zqxmail', {}))).toHaveLength(3)
    expect(idsOf(await alice.conversations('zqxmail'))).toEqual(['open'])
    expect((await alice.conversations('trade')).data[0]?.subject).toMatch(/^Trade/)
  })

  test.each([
    [['==', 'Trade a at zqxmail.com'], [], ['a']],
    [['oneOf', ['Trade a at zqxmail.com', 'Trade']], ['open'], ['a', 'open']],
    // Hidden or not, the subject differs: a guess that is right must change nothing.
    [
      ['!=', 'Trade a at zqxmail.com'],
      ['a', 'b', 'c', 'd', 'e', 'open'],
      ['b', 'c', 'd', 'e', 'open'],
    ],
    [
      ['!oneOf', ['Trade a at zqxmail.com']],
      ['a', 'b', 'c', 'd', 'e', 'open'],
      ['b', 'c', 'd', 'e', 'open'],
    ],
  ])('conversations are not found by the filter %j', async (subject, seen, whole) => {
    const { alice, carol } = await market()
    expect(idsOf(await alice.list({ subject }))).toEqual(seen)
    expect(idsOf(await carol.list({ subject }))).toEqual(whole)
  })
})
