import {
  type Access,
  type Conversation,
  type Message,
  mentionText,
  type Notify,
  type Participant,
  readOne,
  type State,
  seenMessages,
  unreadCount,
} from './state.ts'

// The effect of each call on the state. Each returns the status that the server must return.

const day = 24 * 60 * 60 * 1000

export interface UserPatch {
  name?: string
  role?: string | null
  custom?: Record<string, string | null> | null
}

function mergeInto(map: Record<string, string>, patch: UserPatch['custom']): void {
  if (patch === null) for (const key of Object.keys(map)) delete map[key]
  for (const [key, value] of Object.entries(patch ?? {}))
    if (value === null) delete map[key]
    else map[key] = value
}

/** The ids whose patch is refused; if there are none, all are applied. */
export function putUsers(state: State, patches: Record<string, UserPatch>): string[] {
  const nameless = Object.entries(patches)
    .filter(([id, { name }]) => name === undefined && !state.users.has(id))
    .map(([id]) => id)
  if (nameless.length > 0) return nameless
  for (const [id, { name, role, custom }] of Object.entries(patches)) {
    const fresh = { id, name: '', role: 'default', custom: {}, createdAt: state.now }
    const user = state.users.get(id) ?? fresh
    state.users.set(id, user)
    if (name !== undefined) user.name = name
    if (role !== undefined) user.role = role ?? 'default'
    mergeInto(user.custom, custom)
  }
  return []
}

export interface ConversationPatch {
  participants?: string[] | Record<string, Settings> | null
  subject?: string | null
  custom?: Record<string, string | null> | null
}

const newParticipant = (joinedAt: number): Participant => ({
  access: 'ReadWrite',
  notify: true,
  flagged: false,
  read: new Set(),
  saw: undefined,
  joinedAt,
  readUntil: null,
})

export function putConversation(state: State, id: string, patch: ConversationPatch): number {
  const { subject, custom } = patch
  const participants = patch.participants ?? []
  const joining: [string, Settings][] = Array.isArray(participants)
    ? participants.map((userId) => [userId, {}])
    : Object.entries(participants)
  const present = state.conversations.get(id)?.participants
  const isUnknown = ([userId]: [string, Settings]) =>
    !present?.has(userId) && !state.users.has(userId)
  if (joining.some(isUnknown)) return 400
  const fresh: Conversation = {
    id,
    subject: null,
    custom: {},
    createdAt: state.now,
    nextTime: state.now,
    messages: [],
    participants: new Map(),
    keys: new Map(),
  }
  const conversation = state.conversations.get(id) ?? fresh
  state.conversations.set(id, conversation)
  if (subject !== undefined) conversation.subject = subject
  mergeInto(conversation.custom, custom)
  for (const [userId, settings] of joining)
    if (!conversation.participants.has(userId)) join(state, id, userId, settings)
  return 200
}

export const deleteConversation = (state: State, id: string) =>
  state.conversations.delete(id) ? 200 : 404

export interface Settings {
  access?: Access
  notify?: Notify
}

function setAccess(
  { now }: State,
  conversation: Conversation,
  participant: Participant,
  access: Access,
): void {
  if (access !== 'None' && participant.access === 'None') participant.joinedAt = now
  if (access !== 'None') participant.saw = undefined
  else if (participant.access !== 'None')
    participant.saw = new Set(seenMessages(conversation, participant).map(({ id }) => id))
  participant.access = access
}

export function join(state: State, id: string, userId: string, settings: Settings): number {
  const conversation = state.conversations.get(id)
  if (!conversation || !state.users.has(userId)) return 404
  const participant = conversation.participants.get(userId) ?? newParticipant(state.now)
  conversation.participants.set(userId, participant)
  setAccess(state, conversation, participant, settings.access ?? 'ReadWrite')
  participant.notify = settings.notify ?? true
  return 200
}

export function change(state: State, id: string, userId: string, settings: Settings): number {
  const conversation = state.conversations.get(id)
  const participant = conversation?.participants.get(userId)
  if (!conversation || !participant) return 404
  setAccess(state, conversation, participant, settings.access ?? participant.access)
  participant.notify = settings.notify ?? participant.notify
  return 200
}

export function leave(state: State, id: string, userId: string, keepsHistory: boolean): number {
  const conversation = state.conversations.get(id)
  if (!conversation || !state.users.has(userId)) return 404
  const participant = conversation.participants.get(userId)
  if (participant && keepsHistory) setAccess(state, conversation, participant, 'None')
  else conversation.participants.delete(userId)
  return 200
}

export interface NewMessage {
  sender: string | null
  text: string
  /** A user whom the message mentions after the text. */
  mentioned?: string
  key?: string
  referenced?: string
  /** Default `rest`. */
  origin?: 'web'
}

const hasAccess = ({ participants }: Conversation, userId: string) =>
  participants.has(userId) && participants.get(userId)?.access !== 'None'

/** Where the id of each message comes from: an earlier message, or an index among the new messages. */
export type Sent = { status: 400 | 404 } | { status: 200; ids: (string | number)[] }

/** Decides the status of a send call; `deliver` then applies it. */
export function judgeMessages(state: State, id: string, messages: NewMessage[]): Sent {
  const conversation = state.conversations.get(id)
  if (!conversation) return { status: 404 }
  const places = new Map<string, string | number>()
  for (const [key, { messageId, at }] of conversation.keys)
    if (at > state.now - day) places.set(key, messageId)
  const ids: (string | number)[] = []
  for (const [place, { sender, key, referenced, mentioned }] of messages.entries()) {
    const before = key === undefined ? undefined : places.get(key)
    if (typeof before !== 'string') {
      const access = sender === null ? 'Read' : conversation.participants.get(sender)?.access
      if (access === undefined || access === 'None') return { status: 400 }
      if (mentioned !== undefined && !hasAccess(conversation, mentioned)) return { status: 400 }
      if (referenced && !conversation.messages.some((one) => one.id === referenced))
        return { status: 400 }
    }
    ids.push(before ?? place)
    if (key !== undefined && before === undefined) places.set(key, place)
  }
  return { status: 200, ids }
}

/** Adds the new messages, with the ids that the server chose. */
export function deliver(
  state: State,
  id: string,
  messages: NewMessage[],
  places: (string | number)[],
  chosen: string[],
): void {
  const conversation = state.conversations.get(id) as Conversation
  for (const [place, message] of messages.entries()) {
    const { sender, text, mentioned = null, key, referenced = null, origin = 'rest' } = message
    if (places[place] !== place) continue
    const messageId = chosen[place] as string
    if (key !== undefined) conversation.keys.set(key, { messageId, at: state.now })
    const createdAt = Math.max(state.now, conversation.nextTime)
    conversation.nextTime = createdAt + 1
    const own = sender === null ? undefined : conversation.participants.get(sender)
    const readsAll = own && sender !== null && unreadCount(conversation, sender, own) === 0
    const added: Message = {
      id: messageId,
      sender,
      text: mentioned === null ? text : text + mentionText,
      mentioned,
      isRewritten: false,
      custom: {},
      referenced,
      key: null,
      origin,
      createdAt,
      editedAt: null,
      reactions: new Map(),
    }
    conversation.messages.push(added)
    if (readsAll) readOne(own, added)
  }
}

export interface MessagePatch {
  text?: string
  custom?: Record<string, string | null>
}

export function changeMessage(
  state: State,
  id: string,
  messageId: string,
  patch: MessagePatch,
): number {
  const message = state.conversations.get(id)?.messages.find((one) => one.id === messageId)
  if (!message) return 404
  if (patch.text !== undefined) {
    message.text = patch.text
    message.isRewritten = true
  }
  mergeInto(message.custom, patch.custom)
  message.editedAt = Math.max(state.now, message.createdAt)
  return 200
}

/** The backend edits a message. */
export function edit(state: State, id: string, messageId: string, patch: MessagePatch): number {
  const message = state.conversations.get(id)?.messages.find((one) => one.id === messageId)
  if (message && patch.text !== undefined) message.key = null
  return changeMessage(state, id, messageId, patch)
}

export function deleteMessage(state: State, id: string, messageId: string): number {
  const conversation = state.conversations.get(id)
  const at = conversation?.messages.findIndex((one) => one.id === messageId) ?? -1
  if (at < 0) return 404
  conversation?.messages.splice(at, 1)
  return 200
}

export function mark(state: State, id: string, userId: string, isUnread?: boolean | null): number {
  const conversation = state.conversations.get(id)
  const participant = conversation?.participants.get(userId)
  if (!conversation || !participant) return 404
  if (isUnread === true) participant.flagged = true
  if (isUnread === false) {
    participant.flagged = false
    for (const message of seenMessages(conversation, participant)) readOne(participant, message)
  }
  return 200
}
