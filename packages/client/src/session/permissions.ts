import type { Context } from './context.ts'
import { requested } from './requested.ts'

/**
 * The permissions of the user. It is requested again after events of the user, because the user's role may have
 * changed.
 */
export const ownPermissions = ({ client, userId }: Context) =>
  requested(
    () => client.GET('/realtime/permissions'),
    (event) => 'user' in event && event.user.id === userId,
  )
