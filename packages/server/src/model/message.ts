import {
  contentOf,
  type MessageBody,
  type MessageBodyInRequest,
  mentionsIn,
  messageBodyIn,
  plaintextOf,
} from './content.ts'
import { backendRights, type ContentRights, contentFaults } from './content-faults.ts'
import type { ConversationPosition } from './conversation.ts'
import type { Fault } from './error.ts'
import type { NewEvent } from './event.ts'
import { attachmentOf, type FileRecord, tokenFault } from './file.ts'
import { storedFile } from './file-urls.ts'
import type { Participant } from './participant.ts'
import { customBounds, mapFaults, mergedMap } from './patch.ts'
import type {
  EventMessage,
  Message,
  NewMessage,
  Reaction,
  Reactors,
  SendMessageParams,
  Stored,
  StoredMessage,
} from './schema.ts'
import { wordsOf } from './words.ts'

/** The properties of a message, without its position in the conversation and its readers. */
export type MessageContent = Pick<
  Message,
  'type' | 'custom' | 'origin' | 'referencedMessageId' | 'editedAt'
> &
  MessageBody & {
    /** How many users reacted with which emoji, the oldest emoji first. */
    reactions: Reaction[]
    /** The readers given for an imported message; undefined for other messages. */
    importedReaders?: string[]
    /** The key with which a user sent it. */
    idempotencyKey?: string
  }

export interface MessageRecord {
  id: string
  conversationId: string
  /** Sequence number in the conversation, from 1, never reused. */
  seq: number
  senderId: string | null
  createdAt: number
  content: MessageContent
}

/** A message to send. Omitted properties are null. */
export interface MessageToSend extends Pick<Message, 'type' | 'senderId' | 'referencedMessageId'> {
  said: MessageBodyInRequest
  custom: Message['custom'] | null
  idempotencyKey: string | null
}

/** The uploaded files that a call can send, by token. */
export type Files = ReadonlyMap<string, FileRecord>

const noFiles: Files = new Map()

/**
 * Returns the position after one more message. Its time is later than the time of every earlier message, even if the
 * clock stops or goes back, since clients sort by time.
 */
export function nextPosition(
  { lastSeq, nextTime }: Pick<ConversationPosition, 'lastSeq' | 'nextTime'>,
  now: number,
): ConversationPosition {
  const seq = lastSeq + 1
  const time = Math.max(now, nextTime)
  return { lastSeq: seq, newestSeq: seq, lastActivity: time, nextTime: time + 1 }
}

export const messageToSend = (message: NewMessage): MessageToSend => ({
  type: message.type,
  senderId: message.type === 'UserMessage' ? message.sender : null,
  said: {
    text: message.text,
    mentions: message.mentions,
    content: message.content,
    location: message.location,
    attachmentToken: message.attachmentToken,
  },
  custom: message.custom ? mergedMap({}, message.custom) : null,
  referencedMessageId: message.referencedMessageId ?? null,
  idempotencyKey: message.idempotencyKey ?? null,
})

/** A message that a user sends with a user token. */
export const userMessageToSend = (params: SendMessageParams, sender: string): MessageToSend =>
  messageToSend({ ...params, type: 'UserMessage', sender })

/** Returns the faults of the message that its schema does not cover. */
export function messageFaults(
  { type, said, custom }: MessageToSend,
  rights: ContentRights,
  files: Files,
  mayMention: (userId: string) => boolean,
): Fault[] {
  const { text = null, location = null, content, mentions, attachmentToken = null } = said
  const faults = custom ? mapFaults('custom', customBounds, {}, custom) : []
  if (content || mentions) faults.push(...contentFaults(said, rights, files, mayMention))
  if (content) {
    if (type === 'SystemMessage' && content[0]?.type === 'location')
      faults.push({ field: ['content', 0], why: 'A system message needs a text.' })
  } else if (text === null && attachmentToken === null && type === 'SystemMessage')
    faults.push({ field: ['text'], why: 'A system message needs a text, a file, or content.' })
  else if (text === null && location === null && attachmentToken === null)
    faults.push({
      field: ['text'],
      why: 'Needed when there is no content, no location and no attachment.',
    })
  const fault = attachmentToken !== null && tokenFault(['attachmentToken'], attachmentToken, files)
  return fault ? [...faults, fault] : faults
}

export const newContent = (
  message: MessageToSend,
  origin: MessageContent['origin'],
  rights: ContentRights,
  files: Files,
): MessageContent => ({
  type: message.type,
  ...messageBodyIn(message.said, rights, files),
  custom: message.custom ?? {},
  origin,
  referencedMessageId: message.referencedMessageId,
  reactions: [],
  editedAt: null,
  ...(origin === 'web' &&
    message.idempotencyKey !== null && { idempotencyKey: message.idempotencyKey }),
})

export const blankContent = newContent(
  messageToSend({ type: 'SystemMessage', text: '' }),
  'rest',
  backendRights,
  noFiles,
)

export const storedContent = (
  content: Stored<MessageContent, 'type' | 'text'>,
): MessageContent => ({
  ...blankContent,
  ...content,
})

/** The content as JSON, without what `storedContent` adds: most messages have nothing but a text. */
export const contentToStore = (content: MessageContent): string =>
  JSON.stringify({
    type: content.type,
    text: content.text,
    nodes: content.nodes,
    location: content.location ?? undefined,
    file: content.file ? storedFile(content.file) : undefined,
    custom: Object.keys(content.custom).length > 0 ? content.custom : undefined,
    origin: content.origin === blankContent.origin ? undefined : content.origin,
    referencedMessageId: content.referencedMessageId ?? undefined,
    reactions: content.reactions.length > 0 ? content.reactions : undefined,
    editedAt: content.editedAt ?? undefined,
    importedReaders: content.importedReaders,
    idempotencyKey: content.idempotencyKey,
  } satisfies Record<keyof MessageContent, unknown>)

/** The users who have read the message, without its sender. */
export const readersOf = (message: MessageRecord, participants: Participant[]): string[] => {
  const hasPassed = isImported(message)
    ? readersOfImported(message)
    : ({ readSeq }: Participant) => readSeq >= message.seq
  return participants
    .filter((participant) => hasPassed(participant) && participant.userId !== message.senderId)
    .map(({ userId }) => userId)
}

/** An imported message has a higher number than newer messages, so only the time says who has read it. */
function readersOfImported({ createdAt, content }: MessageRecord) {
  const given = new Set(content.importedReaders)
  return ({ userId, readUntil }: Participant) => given.has(userId) || (readUntil ?? -1) >= createdAt
}

/** The users whom the message mentions, without its sender. A text without formatting mentions nobody. */
export const mentionedIn = ({ senderId, content }: MessageRecord): string[] =>
  content.nodes ? mentionsIn(contentOf(content)).filter((userId) => userId !== senderId) : []

/** Imported messages never count as unread. */
export const isImported = ({ content }: MessageRecord): boolean => content.origin === 'import'

export const storedMessage = (message: MessageRecord): StoredMessage => ({
  id: message.id,
  conversationId: message.conversationId,
  type: message.content.type,
  senderId: message.senderId,
  text: message.content.text,
  content: contentOf(message.content),
  custom: message.content.custom,
  origin: message.content.origin,
  location: message.content.location,
  attachment: message.content.file && attachmentOf(message.content.file),
  referencedMessageId: message.content.referencedMessageId,
  reactions: message.content.reactions,
  createdAt: message.createdAt,
  editedAt: message.content.editedAt,
})

/** The words by which a message can be found. */
export const messageWords = (content: MessageContent): string => wordsOf(plaintextOf(content))

export const messageOf = (message: MessageRecord, participants: Participant[]): Message => ({
  ...storedMessage(message),
  readBy: readersOf(message, participants),
})

/** The parts of an event about a message. */
export interface EventMessageParts {
  message: MessageRecord
  /** The message to which it replies, if there is one. */
  referenced: MessageRecord | undefined
  /** Who reacted to both messages; null if there are too many reactions. */
  reactedBy: Reactors[] | null
}

export const eventMessage = ({
  message,
  referenced,
  reactedBy,
}: EventMessageParts): EventMessage => ({
  ...storedMessage(message),
  referencedMessage: referenced ? storedMessage(referenced) : null,
  reactedBy,
})

export interface MessageEventParts extends EventMessageParts {
  participants: Participant[]
}

export const withReaders = ({ participants, ...parts }: MessageEventParts) => ({
  ...eventMessage(parts),
  readBy: readersOf(parts.message, participants),
})

/** `mentions` has the users whom it mentions. */
export const messageCreated = (
  parts: MessageEventParts,
  mentions: string[],
  idempotencyKey: string | null,
  everyoneReadUntil: number | null,
): NewEvent => ({
  type: 'message.created',
  subject: { conversationId: parts.message.conversationId },
  data: {
    message: withReaders(parts),
    mentions,
    idempotencyKey,
    everyoneReadUntil,
  },
})
