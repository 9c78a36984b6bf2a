import { chatOf } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { recorded, recordedList, testSession } from '@openparley/test-kit/session'
import { describe, expect, test } from 'vitest'
import type { ParticipantSnapshot, Session } from '../src/index.ts'

const everything = {
  addParticipants: true,
  changeParticipants: true,
  removeParticipants: true,
}

async function shop(...others: string[]) {
  const server = await testApp({
    settings: { clientSideConversationSync: true, roles: { default: everything } },
  })
  const chat = chatOf(server.client)
  await chat.users('alice', 'sebastian', ...others)
  await chat.put('boots', { participants: ['alice'] })
  for (const id of ['sebastian', ...others]) await chat.join('boots', id)
  return { server, chat, boots: testSession(server, 'alice').conversation('boots') }
}

const recordedParticipants = (session: Session) =>
  recordedList<ParticipantSnapshot>((listener) =>
    session.conversation('boots').subscribeParticipants(listener),
  )

const named = (...names: string[]) => ({ items: names.map((id) => ({ user: { id } })) })

describe('a participant ref', () => {
  test('is the same object for the same user, by id or by ref', async () => {
    const { server } = await shop()
    const session = testSession(server, 'alice')
    const boots = session.conversation('boots')
    expect(boots.participant('bob')).toBe(boots.participant(session.user('bob')))
    expect({ ...boots.participant('bob') }).toMatchObject({
      userId: 'bob',
      conversationId: 'boots',
    })
    expect(() => boots.participant('')).toThrow(TypeError)
  })

  test('adds, changes and removes a participant', async () => {
    const { boots, chat } = await shop()
    await chat.users('bob')
    const bob = boots.participant('bob')
    await expect(bob.get()).resolves.toBeNull()
    await expect(bob.edit({ access: 'Read' })).rejects.toMatchObject({ status: 404 })
    await bob.createIfNotExists({ access: 'Read' })
    await bob.createIfNotExists()
    await expect(bob.get()).resolves.toMatchObject({
      user: { id: 'bob', name: 'bob' },
      access: 'Read',
      notify: true,
      joinedAt: expect.any(Number),
    })
    await bob.edit({ access: null, notify: 'MentionsOnly' })
    await expect(bob.get()).resolves.toMatchObject({ access: 'ReadWrite', notify: 'MentionsOnly' })
    await bob.delete()
    await expect(bob.get()).resolves.toBeNull()
    await bob.set({ notify: false })
    await expect(bob.get()).resolves.toMatchObject({ access: 'ReadWrite', notify: false })
  })

  test('subscribes to a participant', async () => {
    const { boots, chat } = await shop()
    const bob = recorded<ParticipantSnapshot | null>(boots.participant('sebastian'))
    expect(await bob.last({ user: { id: 'sebastian' }, access: 'ReadWrite' })).toStrictEqual(
      await boots.participant('sebastian').get(),
    )
    await chat.change('boots', 'sebastian', { access: 'Read' })
    await bob.last({ access: 'Read' })
    await chat.putUser('sebastian', { name: 'Basti' })
    await bob.last({ user: { name: 'Basti' }, access: 'Read' })
    await chat.leave('boots', 'sebastian')
    await bob.last(null)
    await chat.join('boots', 'sebastian')
    await bob.last({ user: { name: 'Basti' }, access: 'ReadWrite' })
    expect(bob.told).toHaveLength(5)
  })

  test('emits null while the session’s user is not in the conversation', async () => {
    const { boots, chat } = await shop()
    const { last } = recorded<ParticipantSnapshot | null>(boots.participant('sebastian'))
    await last({ access: 'ReadWrite' })
    await boots.participant('alice').delete()
    await last(null)
    await chat.change('boots', 'sebastian', { access: 'Read' })
    await chat.join('boots', 'alice')
    await last({ access: 'Read' })
  })
})

describe('subscribeParticipants', () => {
  test('emits who joined last first, and every change', async () => {
    const { server, chat } = await shop()
    await chat.users('bob')
    const { last } = recordedParticipants(testSession(server, 'alice'))
    await last({ ...named('sebastian', 'alice'), loadedAll: true })
    await chat.join('boots', 'bob', { access: 'Read' })
    await last(named('bob', 'sebastian', 'alice'))
    await chat.change('boots', 'bob', { notify: false })
    await last({ items: [{ user: { id: 'bob' }, access: 'Read', notify: false }, {}, {}] })
    await chat.leave('boots', 'sebastian')
    await last(named('bob', 'alice'))
    await chat.leave('boots', 'alice')
    await last({ items: null, loadedAll: true })
  })

  test('has the last 10, and grows by loadMore', async () => {
    const others = Array.from({ length: 12 }, (_, number) => `user${number}`)
    const { server } = await shop(...others)
    const { last, loadMore } = recordedParticipants(testSession(server, 'alice'))
    await last({ ...named(...others.toReversed().slice(0, 10)), loadedAll: false })
    await loadMore()
    await last({ ...named(...others.toReversed(), 'sebastian', 'alice'), loadedAll: true })
    await expect(loadMore(51)).rejects.toThrow(RangeError)
  })
})
