import { patched } from './patch.ts'
import { defaultRole } from './permissions.ts'
import type { User, UserPatch } from './schema.ts'
import { sentRole } from './user.ts'

/** What user tokens may do to users: nothing, change only their own profile, or change every profile. */
export const userSyncs = ['off', 'own', 'all'] as const

export type UserSync = (typeof userSyncs)[number]

/** A change of a user that is requested with a user token. */
export interface SyncedUser {
  /** Whether the changed user is the user of the token. */
  isOwn: boolean
  /** Whether an existing user is changed. Otherwise a user is only created if they do not exist. */
  overwrites: boolean
  old: User | undefined
  patch: UserPatch
}

const contactFields = ['email', 'phone', 'pushTokens'] as const

/** Returns why the app's setting does not allow the change, or undefined if it does. */
export function syncRefusal(
  setting: UserSync,
  { isOwn, overwrites, old, patch }: SyncedUser,
): string | undefined {
  if (setting === 'all') return undefined
  if (setting === 'off')
    return (
      'The app\'s setting clientSideUserSync is "off": nobody can be created or changed from the client side. ' +
      'With "own", the user of the token can; with "all", everyone can.'
    )
  if (!isOwn && overwrites) return needsAll('changes only the user that it names')
  const role = old?.role ?? defaultRole
  if (patched(role, sentRole(patch), defaultRole) !== role)
    return needsAll("does not set a user's role")
  const contact = contactFields.find((name) => patch[name] !== undefined)
  if (!isOwn && contact !== undefined)
    return needsAll('creates other users without email, phone and pushTokens')
  return undefined
}

const needsAll = (limit: string) =>
  `The app's setting clientSideUserSync is "own": a user token ${limit}. That needs "all".`
