import type { Mask } from '../../model/contacts/contact-mask.ts'
import { ApiError } from '../../model/error.ts'
import {
  defaultRole,
  maskOf,
  masksContacts,
  type Permission,
  type Permissions,
  permissionsOf,
} from '../../model/permissions.ts'
import type { ReadTx } from '../../store/store.ts'
import type { App, Handler, UserCaller } from '../operation.ts'

/** The part of a handler's context that says who calls. */
export interface CallContext {
  app: App
  caller: UserCaller
}

/** Returns the role of the caller and its permissions, as they are in the transaction. */
export async function callerPermissions(
  tx: ReadTx,
  { app, caller }: CallContext,
): Promise<{ role: string; permissions: Permissions }> {
  const user = await tx.users.get(app.id, caller.userId)
  const role = user?.role ?? defaultRole
  return { role, permissions: permissionsOf(app.settings.roles, role) }
}

/** The user who sees a response. */
export interface Viewer {
  appId: string
  userId: string
  /** The contacts that are hidden from them. */
  mask: Mask | undefined
}

/** The caller as a viewer, in this role. */
export const viewerAs = ({ app, caller }: CallContext, role: string): Viewer => ({
  appId: app.id,
  userId: caller.userId,
  mask: maskOf(app.settings.roles, role),
})

/** The caller as a viewer. In an app that hides no contacts, this reads nothing. */
export async function viewerOf(tx: ReadTx, context: CallContext): Promise<Viewer> {
  const { roles } = context.app.settings
  const role = masksContacts(roles) ? (await callerPermissions(tx, context)).role : defaultRole
  return viewerAs(context, role)
}

/** Throws a 403 that names the permission if the caller's role does not have it. */
export async function requirePermission(
  tx: ReadTx,
  context: CallContext,
  permission: Permission,
): Promise<void> {
  const { role } = await callerPermissions(tx, context)
  const refusal = roleRefusal(context.app, role, permission)
  if (refusal) throw refusal
}

/** Returns the 403 that names the permission if the role does not have it. */
export const roleRefusal = (
  { settings }: App,
  role: string,
  permission: Permission,
): ApiError | undefined =>
  permissionsOf(settings.roles, role)[permission] ? undefined : missingPermission(permission, role)

export const missingPermission = (permission: Permission, role: string) =>
  new ApiError(
    'forbidden',
    `The role ${JSON.stringify(role)} does not have the permission ${permission}.`,
  )

export const getOwnPermissions: Handler<'getOwnPermissions'> = (_, context) =>
  context.store.snapshot(async (tx) => {
    const { clientSideUserSync, clientSideConversationSync } = context.app.settings
    const { role, permissions } = await callerPermissions(tx, context)
    return { role, permissions, clientSideUserSync, clientSideConversationSync }
  })
