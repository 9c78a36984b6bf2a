import { type Network, testNetwork } from '@openparley/test-kit/network'
import type { TestApp } from '@openparley/test-kit/server'
import { testSession } from '@openparley/test-kit/session'
import type { LiveSubscription, MessageSnapshot, Session } from '../src/index.ts'

export const people = ['alice', 'bob', 'carol']
export const places = ['c1', 'c2', 'c3']

/** A session with all its subscriptions. */
export interface Viewer {
  session: Session
  network: Network
  /** The newest snapshot of each subscription; undefined before the first. */
  view(): Record<string, unknown>
  /** Subscribes to the messages of the conversation again: they are requested again. */
  reopen(id: string): void
  /** The messages of the conversation that this session could not send. */
  failed(id: string): MessageSnapshot[]
  /** The numbers of messages that are shown more than once. */
  twins(id: string): string[]
  /** How many responses to messages are lost from now on. */
  losing: number
}

export function viewer(server: TestApp, userId: string, firstMessage: string): Viewer {
  const network = testNetwork()
  const pass = network.fetch
  const session = testSession(server, userId, {
    random: () => 0.01,
    fetch: async (request) => {
      const response = await pass(request)
      if (own.losing === 0 || !isSending(request) || !response.ok) return response
      own.losing -= 1
      await response.body?.cancel()
      throw new TypeError('The connection broke.')
    },
  })
  const subscriptions: Record<
    string,
    LiveSubscription<{ type: 'active'; latestSnapshot: unknown }>
  > = {
    conversations: session.subscribeConversations({ withParticipants: true }),
    unread: session.subscribeConversations({ filter: { isUnread: true } }),
    unreads: session.subscribeUnreads(),
    thumbs: session.conversation('c1').message(firstMessage).reactions('👍').subscribe(),
    ...Object.fromEntries(people.map((one) => [one, session.user(one).subscribe()])),
    ...Object.fromEntries(
      places.flatMap((id) => {
        const conversation = session.conversation(id)
        return [
          [id, conversation.subscribe()],
          [`messages of ${id}`, conversation.subscribeMessages()],
          [`participants of ${id}`, conversation.subscribeParticipants()],
        ]
      }),
    ),
  }
  const messagesOf = (id: string) => {
    const state = subscriptions[`messages of ${id}`]?.state
    return (state?.type === 'active' && (state.latestSnapshot as MessageSnapshot[] | null)) || []
  }
  const view = () =>
    Object.fromEntries(
      Object.entries(subscriptions).map(([name, { state }]) => [
        name,
        state.type === 'active' ? shown(state.latestSnapshot) : state.type,
      ]),
    )
  const own: Viewer = {
    session,
    network,
    view,
    losing: 0,
    failed: (id) => messagesOf(id).filter(({ delivery }) => delivery === 'failed'),
    twins: (id) => {
      const numbers = messagesOf(id).flatMap(({ custom }) => custom.number ?? [])
      return numbers.filter((number, index) => numbers.indexOf(number) < index)
    },
    reopen(id) {
      const name = `messages of ${id}`
      subscriptions[name]?.unsubscribe()
      subscriptions[name] = session.conversation(id).subscribeMessages()
    },
  }
  return own
}

const isSending = ({ method, url }: Request) => method === 'POST' && url.endsWith('/messages')

/**
 * The messages that every session of the user shows. A message that the server refused is shown only in the session
 * that sent it.
 */
const shown = (snapshot: unknown) =>
  Array.isArray(snapshot) ? snapshot.filter(({ delivery }) => delivery !== 'failed') : snapshot

/** Whether every subscription has a snapshot, and no message is being sent. */
export const isSettled = (view: Record<string, unknown>) =>
  !Object.values(view).includes('pending') && !JSON.stringify(view).includes('"pending"')
