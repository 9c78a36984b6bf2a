import type { components } from '@openparley/spec/types'

type Schemas = components['schemas']

export type AppPatch = Schemas['AppPatch']
export type User = Schemas['User']
export type UserPatch = Schemas['UserPatch']
export type Conversation = Schemas['Conversation']
export type ConversationPatch = Schemas['ConversationPatch']
export type UserConversation = Schemas['UserConversation']
export type Access = Schemas['Access']
export type Notify = Schemas['Notify']
export type ParticipantSettings = Schemas['ParticipantSettings']
export type ListedParticipant = Schemas['ListedParticipant']
export type ConversationParticipant = Schemas['ConversationParticipant']
export type ParticipantPatch = Schemas['ParticipantPatch']
export type Message = Schemas['Message']
export type StoredMessage = Schemas['StoredMessage']
export type EventMessage = Schemas['EventMessage']
export type NewMessage = Schemas['MessageToSend']
export type Presence = Schemas['Presence']
export type PresenceFilter = Schemas['PresenceFilter']
export type PresenceSession = Schemas['PresenceSession']
export type MessageToImport = Schemas['MessageToImport']
export type BatchCall = Schemas['BatchCall']
export type MessagePatch = Schemas['MessagePatch']
export type ConversationFilter = Schemas['ConversationFilter']
export type UserConversationFilter = Schemas['UserConversationFilter']
export type UserConversationConditions = Schemas['UserConversationConditions']
export type CustomCondition = Schemas['CustomCondition']
export type SubjectCondition = Schemas['SubjectCondition']
export type TimeCondition = Schemas['TimeCondition']
export type Event = Schemas['Event']
export type UserProfile = Schemas['UserProfile']
export type UserSnapshot = Schemas['UserSnapshot']
export type ConversationDetails = Schemas['ConversationDetails']
export type ConversationSnapshot = Schemas['ConversationSnapshot']
export type MessageSnapshot = Schemas['MessageSnapshot']
export type MessageSnapshotList = Schemas['MessageSnapshotList']
export type ReferencedMessageSnapshot = Schemas['ReferencedMessageSnapshot']
export type SetConversationParams = Schemas['SetConversationParams']
export type ParticipantSnapshot = Schemas['ParticipantSnapshot']
export type ParticipantState = Schemas['ParticipantState']

/**
 * A value as stored by this or an older version. It has only the named fields for certain: rows are rewritten only when
 * they change, so an old row lacks fields that were added later. Each type has a function that adds their defaults.
 */
export type Stored<T, Always extends keyof T = never> = Pick<T, Always> & Partial<T>
