import type { MessageSnapshot, Session, TextMention } from '@openparley/client'

export interface Draft {
  text: string
  mentions: TextMention[]
  /** The message to which the draft replies. */
  replyTo?: MessageSnapshot | undefined
}

export const emptyDraft: Draft = { text: '', mentions: [] }

/** The drafts of this page, for browsers that store nothing. */
const drafts = new Map<string, Draft>()

/** Text that the user has typed in a conversation but not sent. It outlives the page. */
export function draftOf(session: Session, conversationId: string): Draft {
  const key = keyOf(session, conversationId)
  const stored = withStorage((storage) => storage.getItem(key))
  return (stored && draftIn(stored)) || drafts.get(key) || emptyDraft
}

export function keepDraft(session: Session, conversationId: string, draft: Draft): void {
  const key = keyOf(session, conversationId)
  const isEmpty = draft.text === '' && !draft.replyTo
  if (isEmpty) drafts.delete(key)
  else drafts.set(key, draft)
  withStorage((storage) =>
    isEmpty ? storage.removeItem(key) : storage.setItem(key, JSON.stringify(draft)),
  )
}

const keyOf = ({ appId, userId }: Session, conversationId: string): string =>
  `parley-draft ${JSON.stringify([appId, userId, conversationId])}`

/** Browsers can forbid a page to store anything, or have no space left. Drafts then last as long as the page. */
function withStorage<Result>(use: (storage: Storage) => Result): Result | undefined {
  try {
    return use(localStorage)
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** Undefined if something else was stored under the key. */
function draftIn(stored: string): Draft | undefined {
  try {
    const draft = JSON.parse(stored)
    return typeof draft.text === 'string' && Array.isArray(draft.mentions) ? draft : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}
