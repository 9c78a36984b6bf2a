import { chatOf } from '@openparley/test-kit/chat'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { testApp } from '@openparley/test-kit/server'
import { recorded, recordedList, testSession } from '@openparley/test-kit/session'
import { describe, expect, test } from 'vitest'
import type { ConversationSnapshot, ParticipantSnapshot, Session } from '../src/index.ts'

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

describe('the participants of a list of conversations', () => {
  /** Alice's session, with the paths of its requests for participants, and its list. */
  async function listing(...others: string[]) {
    const { server, chat } = await shop(...others)
    const asked: string[] = []
    const session = testSession(server, 'alice', {
      fetch: (request) => {
        const { pathname } = new URL(request.url)
        if (pathname.endsWith('/participants')) asked.push(pathname)
        return checkedFetch(request)
      },
    })
    const list = recordedList<ConversationSnapshot>((listener) =>
      session.subscribeConversations({ withParticipants: true }, listener),
    )
    await list.last({ items: [{ id: 'boots' }] })
    /** The conversation's participants, as the session has them and as a new session gets them. */
    const both = async () => {
      const own = recordedParticipants(session)
      const { items } = await own.last({ loadedAll: true })
      own.unsubscribe()
      const fresh = recordedParticipants(testSession(server, 'alice'))
      return [items, (await fresh.last({ loadedAll: true })).items]
    }
    return { server, chat, asked, session, list, both }
  }

  test('need no request, and are current, even if the changes happened while nobody watched', async () => {
    const { chat, asked, list, both } = await listing()
    await chat.say('boots', 'sebastian', 'Hello')
    await list.last({ items: [{ unreadMessageCount: 1 }] })
    const [own, fresh] = await both()
    expect(own).toEqual(fresh)
    expect(own).toMatchObject([{ user: { id: 'sebastian' } }, { user: { id: 'alice' } }])
    expect(asked).toEqual([])
    await chat.users('bob')
    await chat.join('boots', 'bob')
    await chat.change('boots', 'sebastian', { notify: 'MentionsOnly' })
    await chat.put('boots', { subject: 'Joined' })
    await list.last({ items: [{ subject: 'Joined' }] })
    const [later, freshLater] = await both()
    expect(later).toEqual(freshLater)
    expect(later).toMatchObject([{ user: { id: 'bob' } }, { notify: 'MentionsOnly' }, {}])
  })

  test('have the new profile of somebody who was not watched', async () => {
    const { chat, session, asked } = await listing()
    await chat.putUser('sebastian', { name: 'Seb' })
    await recordedParticipants(session).last({ items: [{ user: { name: 'Seb' } }, {}] })
    expect(asked).toEqual([])
  })

  test('are requested if the list does not have them: after the tenth, and after a user joins again', async () => {
    const others = Array.from({ length: 10 }, (_, n) => `u${n}`)
    const { chat, asked, list, session } = await listing(...others)
    const own = recordedParticipants(session)
    await own.last({ loadedAll: false, items: others.toReversed().map((id) => ({ user: { id } })) })
    expect(asked).toEqual([])
    await own.loadMore()
    await own.last({ loadedAll: true })
    expect(asked).toHaveLength(1)
    own.unsubscribe()
    await chat.leave('boots', 'alice')
    await list.last({ items: [] })
    await chat.join('boots', 'alice')
    await list.last({ items: [{ id: 'boots' }] })
    const items = [{ user: { id: 'alice' } }, ...Array(9).fill({})]
    await recordedParticipants(session).last({ items })
  })
})
