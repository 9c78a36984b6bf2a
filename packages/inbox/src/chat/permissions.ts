import type { ConversationSnapshot, PermissionsSnapshot } from '@openparley/client'

/** The permissions of the user in a conversation. Permissions that are not known yet are undefined. */
export type Permissions = Partial<PermissionsSnapshot['permissions']>

/**
 * The permissions of their role, if they have the access to write. Without the access to write, they may only leave.
 */
export const permissionsIn = (
  access: ConversationSnapshot['access'] | undefined,
  role: Permissions = {},
): Permissions =>
  access === 'ReadWrite' ? role : { leaveConversations: role.leaveConversations === true }
