import type { MessageSnapshot, UserSnapshot } from '@openparley/client'

export const userOf = (id: string): UserSnapshot => ({
  id,
  name: id,
  custom: {},
  locale: 'en',
  photoUrl: null,
  role: 'default',
  welcomeMessage: null,
})

/** A message of the sender, or of the system. */
export function messageOf(
  senderId: string | null,
  createdAt: number,
  changes: Partial<MessageSnapshot> = {},
): MessageSnapshot {
  const plaintext = changes.plaintext ?? `At ${createdAt}`
  return {
    id: `msg_${createdAt}`,
    type: senderId === null ? 'SystemMessage' : 'UserMessage',
    sender: senderId === null ? null : userOf(senderId),
    custom: {},
    createdAt,
    editedAt: null,
    origin: 'web',
    plaintext,
    content: [{ type: 'text', children: [plaintext] }],
    reactions: [],
    referencedMessage: null,
    delivery: 'sent',
    ...changes,
  }
}
