import type { MessageSnapshot, Session } from '@openparley/client'

/** A user who is mentioned in a text, by the name behind the `@`. */
export interface Mentioned {
  id: string
  name: string
}

export interface Draft {
  text: string
  mentions: Mentioned[]
  /** The message that it replies to. */
  replyTo?: MessageSnapshot | undefined
}

export const emptyDraft: Draft = { text: '', mentions: [] }

const drafts = new WeakMap<Session, Map<string, Draft>>()

/** What the user has typed in a conversation and not sent, as long as the page is open. */
export const draftOf = (session: Session, conversationId: string): Draft =>
  drafts.get(session)?.get(conversationId) ?? emptyDraft

export function keepDraft(session: Session, conversationId: string, draft: Draft): void {
  const kept = drafts.get(session) ?? new Map<string, Draft>()
  drafts.set(session, kept)
  if (draft.text === '' && !draft.replyTo) kept.delete(conversationId)
  else kept.set(conversationId, draft)
}
