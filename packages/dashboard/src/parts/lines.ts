import type { Conversation, Message } from '../api/types.ts'

/** The text of a message in one line. */
export function lineOf({ text, attachment, location }: Message): string {
  if (text !== null) return text
  if (attachment) return `File: ${attachment.url.split('/').at(-1) ?? ''}`
  return location ? `Location: ${location.join(', ')}` : ''
}

/** The subject of a conversation, or who is in it. */
export function titleOf({ id, subject, participants }: Conversation): string {
  if (subject) return subject
  const ids = Object.keys(participants)
  if (ids.length === 0) return id
  return ids.length > 3
    ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more`
    : ids.join(', ')
}
