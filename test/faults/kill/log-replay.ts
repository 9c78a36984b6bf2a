import type { DatabaseSync } from 'node:sqlite'

interface ReplayedConversation {
  subject: unknown
  custom: unknown
  /** Access and notify by user, for users with access. */
  participants: Record<string, string>
  /** Text and position in the conversation, by id. */
  messages: Record<string, { text: string; seq: number }>
  /** The number of messages ever sent. */
  lastSeq: number
}

export interface Replayed {
  users: Record<string, { name: unknown; custom: unknown }>
  conversations: Record<string, ReplayedConversation>
  faults: string[]
}

/** The log is checked here, not trusted. */
// biome-ignore lint/suspicious/noExplicitAny: the types of events would say that the log is right.
type Data = any

/** Replays the event log from its beginning. Returns the resulting state, and contradictions in the log. */
export function replayedLog(database: DatabaseSync): Replayed {
  const { users, conversations, faults }: Replayed = { users: {}, conversations: {}, faults: [] }
  let event = ''
  const check = (holds: unknown, what: string) => {
    if (!holds) faults.push(`${event}: ${what}`)
  }
  const conversation = (id: string): ReplayedConversation => {
    check(conversations[id], `the conversation ${id} does not exist`)
    conversations[id] ??= {
      subject: null,
      custom: {},
      participants: {},
      messages: {},
      lastSeq: 0,
    }
    return conversations[id]
  }
  const user = ({ user }: Data) => {
    users[user.id] = { name: user.name, custom: user.custom }
  }
  const participant = ({ participants }: ReplayedConversation, state: Data) => {
    const { userId, access, notify } = state
    if (access === 'None') delete participants[userId]
    else participants[userId] = `${access} ${JSON.stringify(notify)}`
  }
  const appliers: Record<string, (data: Data) => void> = {
    'user.created'(data) {
      check(!users[data.user.id], `the user ${data.user.id} exists already`)
      user(data)
    },
    'user.updated'(data) {
      check(users[data.user.id], `the user ${data.user.id} does not exist`)
      user(data)
    },
    'conversation.created'({ conversation: { id, subject, custom } }) {
      check(!conversations[id], `the conversation ${id} exists already`)
      conversations[id] = { subject, custom, participants: {}, messages: {}, lastSeq: 0 }
    },
    'conversation.updated'({ conversation: { id, subject, custom } }) {
      Object.assign(conversation(id), { subject, custom })
    },
    'conversation.deleted'({ conversationId }) {
      conversation(conversationId)
      delete conversations[conversationId]
    },
    'participant.joined'(data) {
      const place = conversation(data.conversation.id)
      for (const state of data.participants) {
        check(!place.participants[state.userId], `${state.userId} is already in`)
        participant(place, state)
      }
    },
    'participant.updated'(data) {
      const place = conversation(data.conversation.id)
      const { userId } = data.participant
      check(place.participants[userId], `${userId} is not in`)
      participant(place, data.participant)
    },
    'participant.left'({ conversationId, userId }) {
      const { participants } = conversation(conversationId)
      check(participants[userId], `${userId} is not in`)
      delete participants[userId]
    },
    'message.created'({ message: { id, conversationId, text } }) {
      const place = conversation(conversationId)
      check(!place.messages[id], `the message ${id} exists already`)
      place.lastSeq += 1
      place.messages[id] = { text, seq: place.lastSeq }
    },
    'message.updated'({ message: { id, conversationId, text } }) {
      const message = conversation(conversationId).messages[id]
      check(message, `the message ${id} does not exist`)
      if (message) message.text = text
    },
    'message.deleted'({ messageId, conversationId }) {
      const { messages } = conversation(conversationId)
      check(messages[messageId], `the message ${messageId} does not exist`)
      delete messages[messageId]
    },
    'conversation.read'({ conversationId, userId }) {
      check(conversation(conversationId).participants[userId], `${userId} is not in`)
    },
    'conversation.unread'({ conversationId }) {
      conversation(conversationId)
    },
  }
  for (const { id, type, data } of database.prepare('SELECT * FROM events ORDER BY id').all()) {
    event = `event ${id} ${type}`
    appliers[type as string]?.(JSON.parse(data as string))
  }
  return { users, conversations, faults }
}
