import type { MessageSnapshot } from '@openparley/client'

export type Action = 'reply' | 'copy' | 'edit' | 'delete'

/** What a user may do, as the server tells it. */
export interface Permissions {
  canWrite: boolean
  canReact: boolean
  canEditOwn: boolean
  canDeleteOwn: boolean
  canEditAny: boolean
  canDeleteAny: boolean
}

/** What the user can do with a message that was sent. */
export function actionsOf(
  { type, content: [block], sender, plaintext }: MessageSnapshot,
  userId: string,
  may: Permissions,
): Action[] {
  const isOwn = sender?.id === userId
  const isText = type === 'UserMessage' && block?.type === 'text'
  const actions: [Action, boolean][] = [
    ['reply', may.canWrite && type === 'UserMessage'],
    ['copy', plaintext !== ''],
    ['edit', may.canWrite && isText && (may.canEditAny || (isOwn && may.canEditOwn))],
    ['delete', may.canWrite && (may.canDeleteAny || (isOwn && may.canDeleteOwn))],
  ]
  return actions.filter(([, isPossible]) => isPossible).map(([action]) => action)
}
