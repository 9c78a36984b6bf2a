// The state that the server should have, stored in the simplest way: every message with a set of its readers, no
// counters, no positions. It shares no code with the server, so a mistake goes unnoticed only if it is made twice.

export interface User {
  id: string
  name: string
  role: string
  custom: Record<string, string>
  createdAt: number
}

export interface Message {
  id: string
  sender: string | null
  text: string
  /** Whom it mentioned when it was sent. */
  mentioned: string | null
  /** Whether it was given another text, which mentions nobody. */
  isRewritten: boolean
  custom: Record<string, string>
  referenced: string | null
  /** The key with which a user sent it. */
  key: string | null
  origin: 'rest' | 'web'
  createdAt: number
  editedAt: number | null
  /** Who reacted when, by emoji. */
  reactions: Map<string, Map<string, number>>
}

export type Access = 'ReadWrite' | 'Read' | 'None'
export type Notify = boolean | 'MentionsOnly'

export interface Participant {
  access: Access
  notify: Notify
  flagged: boolean
  /** Ids of the messages that they have read. */
  read: Set<string>
  /** Ids of the messages that they could see when access ended; undefined while they have access. */
  saw: Set<string> | undefined
  joinedAt: number
  /** When the newest message that they have read was sent, even if it was deleted. */
  readUntil: number | null
}

export interface Conversation {
  id: string
  subject: string | null
  custom: Record<string, string>
  createdAt: number
  /** Later than every message that was sent, deleted ones too. */
  nextTime: number
  messages: Message[]
  participants: Map<string, Participant>
  keys: Map<string, { messageId: string; at: number }>
}

export interface State {
  now: number
  users: Map<string, User>
  conversations: Map<string, Conversation>
}

/** The text that a mention adds. */
export const mentionText = '@you'

/** A text before a mention of the user, as content. */
export const mentioning = (text: string, userId: string) => [
  text,
  { type: 'mention', id: userId, text: mentionText },
]

export const emptyState = (now: number): State => ({
  now,
  users: new Map(),
  conversations: new Map(),
})

export const seenMessages = ({ messages }: Conversation, { saw }: Participant) =>
  saw ? messages.filter(({ id }) => saw.has(id)) : messages

export const unreadCount = (conversation: Conversation, userId: string, own: Participant) =>
  seenMessages(conversation, own).filter(({ id, sender }) => sender !== userId && !own.read.has(id))
    .length

export const unreadMentions = (conversation: Conversation, userId: string, own: Participant) =>
  seenMessages(conversation, own).filter(
    ({ id, sender, mentioned }) => mentioned === userId && sender !== userId && !own.read.has(id),
  ).length

export function readOne(participant: Participant, { id, createdAt }: Message): void {
  participant.read.add(id)
  participant.readUntil = Math.max(participant.readUntil ?? 0, createdAt)
}

export const lastActivity = ({ createdAt }: Conversation, messages: Message[]) =>
  messages.at(-1)?.createdAt ?? createdAt

/** In the order of code points, which is the order of the UTF-8 bytes. */
export const byId = (one: string, other: string) =>
  Buffer.compare(Buffer.from(one), Buffer.from(other))
