import type { components } from '@openparley/spec/types'

type Schemas = components['schemas']

export type User = Schemas['User']
export type UserPatch = Schemas['UserPatch']
export type UserConversation = Schemas['UserConversation']
export type Anonymization = Schemas['Anonymization']
export type AnonymizationToCreate = Schemas['AnonymizationToCreate']
export type Conversation = Schemas['Conversation']
export type ConversationFilter = Schemas['ConversationConditions']
export type Message = Schemas['Message']
export type Participant = Schemas['ListedParticipant']
export type Webhook = Schemas['Webhook']
export type WebhookWithSecret = Schemas['WebhookWithSecret']
export type WebhookAttempt = Schemas['WebhookAttempt']
export type WebhookEventType = Schemas['WebhookEventType']
export type LogEntry = Schemas['LogEntry']
