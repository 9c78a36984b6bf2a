import type { MessageRecord } from './message.ts'
import type {
  Anonymization,
  AnonymizationToCreate,
  ConversationPatch,
  UserPatch,
} from './schema.ts'

/** The steps, in their order. */
export const anonymizationSteps = [
  'idempotencyKeys',
  'user',
  'reactions',
  'messages',
  'conversations',
  'files',
  'log',
] as const

export type AnonymizationStep = (typeof anonymizationSteps)[number]

export interface AnonymizationCounts {
  checkedMessages: number
  redactedMessages: number
  deletedMessages: number
  removedReactions: number
  clearedConversations: number
}

/** The removal of the personal data of a user, and where it continues. */
export interface AnonymizationRecord {
  appId: string
  userId: string
  createdAt: number
  finishedAt: number | null
  options: Required<AnonymizationToCreate>
  step: AnonymizationStep
  /** The position up to which the step is done; null at its beginning. */
  after: { conversationId: string; seq: number; emoji: string } | null
  /** The conversations that are cleared, or needed no clearing. The log may still have their earlier properties. */
  conversationIds: string[]
  counts: AnonymizationCounts
}

const noCounts: AnonymizationCounts = {
  checkedMessages: 0,
  redactedMessages: 0,
  deletedMessages: 0,
  removedReactions: 0,
  clearedConversations: 0,
}

export const newAnonymization = (
  appId: string,
  userId: string,
  createdAt: number,
  options: AnonymizationToCreate,
): AnonymizationRecord => ({
  ...{ appId, userId, createdAt, finishedAt: null },
  options: {
    name: 'Deleted user',
    messages: 'redact',
    text: '[removed]',
    conversations: false,
    ...options,
  },
  ...{ step: 'idempotencyKeys', after: null, conversationIds: [] },
  counts: noCounts,
})

export const shownAnonymization = ({
  userId,
  createdAt,
  finishedAt,
  counts,
}: AnonymizationRecord): Anonymization => ({
  userId,
  state: finishedAt === null ? 'running' : 'done',
  createdAt,
  finishedAt,
  ...counts,
})

export const noAnonymization = (userId: string): Anonymization => ({
  userId,
  state: 'none',
  createdAt: null,
  finishedAt: null,
  ...noCounts,
})

/** Clears all personal data of a user. */
export const anonymousUser = (name: string): UserPatch => ({
  name,
  email: null,
  phone: null,
  photoUrl: null,
  headerPhotoUrl: null,
  welcomeMessage: null,
  availabilityText: null,
  custom: null,
  pushTokens: null,
})

/** Clears all texts of a conversation that people wrote. */
export const clearedConversation: ConversationPatch = {
  subject: null,
  photoUrl: null,
  custom: null,
  welcomeMessages: null,
  topicId: null,
}

/** An edit cannot remove a location or a file. */
export const carriesMore = ({ content }: MessageRecord): boolean =>
  content.location !== null || content.file !== null

export const isRedacted = ({ content }: MessageRecord, text: string): boolean =>
  content.text === text &&
  Object.keys(content.custom).length === 0 &&
  content.idempotencyKey === undefined
