/** A condition on a text. */
export type StringFilter<T = string> = ['==' | '!=', T] | ['oneOf' | '!oneOf', T[]]

/** A condition on a number or a time in Unix milliseconds. */
export type NumberFilter =
  | ['>' | '<' | '>=' | '<=', number]
  | ['between' | '!between', [number, number]]

/** Conditions on keys of custom data. */
export type CustomFilter = Record<string, StringFilter | 'exists' | '!exists'>

/** At least one of the filters must match. */
export type CompoundFilter<T> = ['any', T[]]

/** Conditions that must all be true. */
export interface SimpleConversationFilter {
  access?: StringFilter<'ReadWrite' | 'Read'>
  custom?: CustomFilter
  isUnread?: boolean
  subject?: StringFilter<string | null>
  lastActivityAt?: NumberFilter
  createdAt?: NumberFilter
  hasMessages?: boolean
  joinedAt?: NumberFilter
}

export type ConversationFilter = SimpleConversationFilter | CompoundFilter<SimpleConversationFilter>

/** Conditions on messages. No operation accepts these fields yet; the hosted SDK does not offer them either. */
export interface SimpleMessageFilter {
  sender?: StringFilter
  type?: StringFilter<'UserMessage' | 'SystemMessage'>
  origin?: StringFilter<'rest' | 'import' | 'email' | 'web'>
  custom?: CustomFilter
  createdAt?: NumberFilter
}

export type MessageFilter = SimpleMessageFilter | CompoundFilter<SimpleMessageFilter>
