import { type Mask, maskFrom } from './contacts/contact-mask.ts'
import { maskFault } from './contacts/mask-settings.ts'
import type { ContactMaskPatch } from './schema.ts'

/** What users may do with a user token. */
export interface Permissions {
  sendMessages: boolean
  editOwnMessages: boolean
  deleteOwnMessages: boolean
  editAnyMessage: boolean
  deleteAnyMessage: boolean
  react: boolean
  uploadFiles: boolean
  /** Whether they get typing events. */
  seeTyping: boolean
  leaveConversations: boolean
  /** Also needs the setting `clientSideConversationSync`, as `changeParticipants` does. */
  addParticipants: boolean
  /** Whether they may change the access of others, and when others are notified. */
  changeParticipants: boolean
  removeParticipants: boolean
  /** Whether their messages may have links with their own text. */
  sendLinks: boolean
}

export type Permission = keyof Permissions

/** The settings of the app's roles that differ from those of the role `default`. */
export type Roles = Record<string, RoleSettings>

export interface RoleSettings extends Partial<Permissions> {
  /** The contacts that are hidden from them in messages; null for none. */
  maskContacts?: ContactMaskPatch | null
}

export const defaultPermissions: Permissions = {
  sendMessages: true,
  editOwnMessages: true,
  deleteOwnMessages: true,
  editAnyMessage: false,
  deleteAnyMessage: false,
  react: true,
  uploadFiles: true,
  seeTyping: true,
  leaveConversations: true,
  addParticipants: true,
  changeParticipants: false,
  removeParticipants: false,
  sendLinks: false,
}

/** The role of users without a role of their own. */
export const defaultRole = 'default'

const listed = (roles: Roles, role: string): RoleSettings =>
  // A role may have the name of a property that every object has, such as `constructor`.
  Object.hasOwn(roles, role) ? (roles[role] as RoleSettings) : {}

/** The settings of a role: its own, or else those of the role `default`. */
const settingsOf = (roles: Roles, role: string) => ({
  ...defaultPermissions,
  ...listed(roles, defaultRole),
  ...listed(roles, role),
})

/** The permissions of a role: its own, or else those of the role `default`. */
export function permissionsOf(roles: Roles, role: string): Permissions {
  const { maskContacts, ...permissions } = settingsOf(roles, role)
  return permissions
}

/** The settings for contacts that are hidden from the users of a role; null for none. */
export const maskSettingsOf = (roles: Roles, role: string): ContactMaskPatch | null =>
  settingsOf(roles, role).maskContacts ?? null

/** The mask of a role; undefined if it hides nothing. */
export function maskOf(roles: Roles, role: string): Mask | undefined {
  const settings = maskSettingsOf(roles, role)
  return settings ? maskFrom(settings) : undefined
}

/** Whether any role of the app hides contacts. */
export const masksContacts = (roles: Roles): boolean =>
  Object.values(roles).some(({ maskContacts }) => maskContacts)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Returns why the value is not valid as the roles of an app, or undefined if it is. */
export function rolesFault(value: unknown): string | undefined {
  if (!isObject(value)) return 'It must be a JSON object, such as {"guest":{"sendMessages":false}}.'
  for (const [role, permissions] of Object.entries(value)) {
    const name = JSON.stringify(role)
    if (role === '') return 'The name of a role cannot be empty.'
    if (!isObject(permissions))
      return `The permissions of the role ${name} must be an object, such as {"sendMessages":false}.`
    for (const [permission, allowed] of Object.entries(permissions)) {
      if (permission === 'maskContacts') {
        const fault = allowed === null ? undefined : maskFault(allowed)
        if (fault !== undefined) return `maskContacts of the role ${name}: ${fault}`
        continue
      }
      if (!Object.hasOwn(defaultPermissions, permission))
        return `The role ${name} has an unknown permission ${JSON.stringify(permission)}. The permissions are ${Object.keys(defaultPermissions).join(', ')}, and maskContacts.`
      if (typeof allowed !== 'boolean')
        return `The permission ${permission} of the role ${name} must be true or false.`
    }
  }
  return undefined
}
