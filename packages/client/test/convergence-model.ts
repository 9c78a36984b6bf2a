import { type State, unreadCount, unreadMentions } from '../../server/test/model/state.ts'
import type { ConversationSnapshot, MessageSnapshot, ParticipantSnapshot } from '../src/index.ts'

// What subscriptions show, as far as the small model can compute it: everything but times, and lists without their
// order by time.

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1)

/** What a user should see, for each subscription by its name. */
export function modelView(state: State, userId: string, places: string[]) {
  const own = places.map((id) => {
    const conversation = state.conversations.get(id)
    const participant = conversation?.participants.get(userId)
    if (!conversation || !participant || participant.access === 'None') return { id }
    const { messages, participants, subject } = conversation
    const unreadMessageCount = unreadCount(conversation, userId, participant)
    const shown = {
      id,
      subject,
      access: participant.access,
      notify: participant.notify,
      unreadMessageCount,
      unreadMentionCount: unreadMentions(conversation, userId, participant),
      isUnread: participant.flagged || unreadMessageCount > 0,
      lastMessage: messages.at(-1)?.id,
    }
    const newest = messages.toReversed().slice(0, 30)
    return {
      id,
      conversation: shown,
      messages: newest.map((message) => ({
        id: message.id,
        text: message.text,
        sender: message.sender ?? undefined,
        // A system message has no sender to show.
        referenced: messages.find(({ id, sender }) => id === message.referenced && sender !== null)
          ?.id,
        reactions: [...message.reactions].map(([emoji, users]) => ({
          emoji,
          count: users.size,
          currentUserReacted: users.has(userId),
        })),
      })),
      participants: [...participants]
        .filter(([, { access }]) => access !== 'None')
        .map(([id, { access, notify }]) => ({ id, access, notify }))
        .sort(byId),
    }
  })
  const conversations = own.flatMap(({ conversation }) => conversation ?? []).sort(byId)
  const sum = (name: 'unreadMessageCount' | 'unreadMentionCount') =>
    conversations.reduce((total, one) => total + one[name], 0)
  return {
    names: [...state.users.values()].map(({ id, name }) => ({ id, name })).sort(byId),
    conversations,
    unread: conversations.filter(({ isUnread }) => isUnread),
    unreads: {
      unreadConversationCount: conversations.filter(({ isUnread }) => isUnread).length,
      unreadMessageCount: sum('unreadMessageCount'),
      unreadMentionCount: sum('unreadMentionCount'),
      hasMore: false,
    },
    ...Object.fromEntries(
      own.flatMap(({ id, conversation, messages, participants }) => [
        [id, conversation ?? null],
        [`messages of ${id}`, messages ?? null],
        [`participants of ${id}`, participants ?? null],
      ]),
    ),
  }
}

const conversationOf = (shown: ConversationSnapshot) => ({
  id: shown.id,
  subject: shown.subject,
  access: shown.access,
  notify: shown.notify,
  unreadMessageCount: shown.unreadMessageCount,
  unreadMentionCount: shown.unreadMentionCount,
  isUnread: shown.isUnread,
  lastMessage: shown.lastMessage?.id,
})

/** The same of the snapshots of subscriptions. */
export function toldView(view: Record<string, unknown>, people: string[], places: string[]) {
  const at = <T>(name: string) => view[name] as T
  const list = (name: string) => at<ConversationSnapshot[]>(name).map(conversationOf).sort(byId)
  return {
    names: people.map((id) => ({ id, name: at<{ name: string }>(id).name })).sort(byId),
    conversations: list('conversations'),
    unread: list('unread'),
    unreads: view.unreads,
    ...Object.fromEntries(
      places.flatMap((id) => {
        const conversation = at<ConversationSnapshot | null>(id)
        const messages = at<MessageSnapshot[] | null>(`messages of ${id}`)
        const participants = at<ParticipantSnapshot[] | null>(`participants of ${id}`)
        return [
          [id, conversation && conversationOf(conversation)],
          [
            `messages of ${id}`,
            messages?.map((message) => ({
              id: message.id,
              text: message.plaintext,
              sender: message.sender?.id,
              referenced: message.referencedMessage?.id,
              reactions: message.reactions,
            })) ?? null,
          ],
          [
            `participants of ${id}`,
            participants
              ?.map(({ user, access, notify }) => ({ id: user.id, access, notify }))
              .sort(byId) ?? null,
          ],
        ]
      }),
    ),
  }
}
