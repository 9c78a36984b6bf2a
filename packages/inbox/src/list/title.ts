import type { ConversationSnapshot, ParticipantSnapshot, UserSnapshot } from '@openparley/client'
import { listFormat } from '../words/formatters.ts'

/** All participants except the user; undefined until they are loaded. */
export const othersOf = (
  participants: readonly ParticipantSnapshot[] | null | undefined,
  userId: string,
): UserSnapshot[] | undefined =>
  participants?.map(({ user }) => user).filter(({ id }) => id !== userId)

/**
 * The title of a conversation: its subject, or else the names of the other participants. Undefined while they are not
 * known.
 */
export function titleOf(
  { subject, lastMessage }: Pick<ConversationSnapshot, 'subject' | 'lastMessage'>,
  others: readonly UserSnapshot[] | undefined,
  locale: string,
): string | undefined {
  if (subject) return subject
  if (!others) return undefined
  const names =
    others.length > 0 ? others.map(({ name }) => name) : [lastMessage?.sender?.name ?? '']
  return listFormat(locale, { type: 'unit' }).format(names)
}

/** The pictures of a conversation: its own picture, or else those of the other participants. */
export const picturesOf = (
  { id, photoUrl }: Pick<ConversationSnapshot, 'id' | 'photoUrl'>,
  others: readonly UserSnapshot[] | undefined,
  title: string,
) => (photoUrl || !others?.length ? [{ id, name: title, photoUrl }] : others)
