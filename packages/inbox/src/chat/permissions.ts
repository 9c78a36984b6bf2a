import type { ConversationSnapshot } from '@openparley/client'
import type { Permissions } from './message-actions.ts'

/** What the user may do in the conversation: what the default role may, if they may write. */
export function permissionsIn({ access }: Pick<ConversationSnapshot, 'access'>): Permissions {
  const canWrite = access === 'ReadWrite'
  return {
    canWrite,
    canReact: canWrite,
    canEditOwn: canWrite,
    canDeleteOwn: canWrite,
    canEditAny: false,
    canDeleteAny: false,
  }
}
