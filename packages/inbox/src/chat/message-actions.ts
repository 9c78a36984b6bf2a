import type { MessageSnapshot } from '@openparley/client'
import type { Permissions } from './permissions.ts'

export type Action = 'reply' | 'copy' | 'edit' | 'delete'

/** The actions of the user on a message that was sent. */
export function actionsOf(
  { type, content: [block], sender, plaintext }: MessageSnapshot,
  userId: string,
  may: Permissions,
): Action[] {
  const isOwn = sender?.id === userId
  const isText = type === 'UserMessage' && block?.type === 'text'
  const actions: [Action, boolean | undefined][] = [
    ['reply', may.sendMessages && type === 'UserMessage'],
    // Pages over plain HTTP have no clipboard, except those from localhost.
    ['copy', plaintext !== '' && 'clipboard' in navigator],
    ['edit', may.sendMessages && isText && (may.editAnyMessage || (isOwn && may.editOwnMessages))],
    ['delete', may.deleteAnyMessage || (isOwn && may.deleteOwnMessages)],
  ]
  return actions.filter(([, isPossible]) => isPossible).map(([action]) => action)
}
