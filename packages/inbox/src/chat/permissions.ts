import type { ConversationSnapshot, PermissionsSnapshot } from '@openparley/client'

/** What the user may do in a conversation. Permissions that are not known yet are undefined. */
export type Permissions = Partial<PermissionsSnapshot['permissions']>

/** What their role allows, if they have the access to write. Without it, they may only leave. */
export const permissionsIn = (
  access: ConversationSnapshot['access'] | undefined,
  role: Permissions = {},
): Permissions =>
  access === 'ReadWrite' ? role : { leaveConversations: role.leaveConversations === true }
