import type { ConversationSnapshot, ParticipantSnapshot, UserSnapshot } from '@openparley/client'

/** The participants but the user; undefined while they are not known. */
export const othersOf = (
  participants: readonly ParticipantSnapshot[] | null | undefined,
  userId: string,
): UserSnapshot[] | undefined =>
  participants?.map(({ user }) => user).filter(({ id }) => id !== userId)

/** What a conversation is called: its subject, else the names of the others. Undefined while they are not known. */
export function titleOf(
  { subject, lastMessage }: Pick<ConversationSnapshot, 'subject' | 'lastMessage'>,
  others: readonly UserSnapshot[] | undefined,
  locale: string,
): string | undefined {
  if (subject) return subject
  if (!others) return undefined
  const names =
    others.length > 0 ? others.map(({ name }) => name) : [lastMessage?.sender?.name ?? '']
  return new Intl.ListFormat(locale || undefined, { type: 'unit' }).format(names)
}

/** The pictures of a conversation: its own, else those of the others. */
export const picturesOf = (
  { id, photoUrl }: Pick<ConversationSnapshot, 'id' | 'photoUrl'>,
  others: readonly UserSnapshot[] | undefined,
  title: string,
) => (photoUrl || !others?.length ? [{ id, name: title, photoUrl }] : others)
