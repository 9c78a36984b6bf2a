import type { Fault } from './error.ts'
import type { NewEvent } from './event.ts'
import { customBounds, itemsOf, mapFaults, mergedMap, patched, pushTokenBounds } from './patch.ts'
import { defaultRole } from './permissions.ts'
import type { Stored, User, UserPatch, UserProfile } from './schema.ts'

/** Returns the faults of the patch that its schema does not cover. `old` is undefined for a new user. */
export function userFaults(id: string, old: User | undefined, patch: UserPatch): Fault[] {
  if (patch.id !== undefined && patch.id !== id)
    return [{ field: ['id'], why: 'Must equal the id in the path.' }]
  if (old === undefined && patch.name === undefined)
    return [{ field: [], why: 'Required property name was not present.' }]
  if (patch.configuration !== undefined && patch.configuration !== sentRole(patch))
    return [{ field: ['configuration'], why: 'Must equal role: it is the older name of role.' }]
  return [
    ...mapFaults('custom', customBounds, old?.custom ?? {}, patch.custom),
    ...mapFaults('pushTokens', pushTokenBounds, old?.pushTokens ?? {}, devices(patch)),
  ]
}

/** The role that a patch sets, under its current or its older name. */
export const sentRole = ({ role, configuration }: UserPatch) =>
  role === undefined ? configuration : role

/** False unregisters a device, as null does. */
const devices = ({ pushTokens }: UserPatch) =>
  Array.isArray(pushTokens) || !pushTokens
    ? pushTokens
    : Object.fromEntries(Object.entries(pushTokens).map(([token, isOn]) => [token, isOn || null]))

/** A user with all defaults. */
export const blankUser = (id: string, locale: string, now: number): User => ({
  id,
  name: '',
  welcomeMessage: null,
  photoUrl: null,
  headerPhotoUrl: null,
  role: defaultRole,
  email: null,
  phone: null,
  custom: {},
  availabilityText: null,
  locale,
  createdAt: now,
  pushTokens: null,
})

export interface UserDefaults {
  id: string
  /** Unix milliseconds; becomes `createdAt` of a new user. */
  now: number
  /** The app's default locale. */
  locale: string
}

export function mergedUser(old: User | undefined, patch: UserPatch, defaults: UserDefaults): User {
  const user = old ?? blankUser(defaults.id, defaults.locale, defaults.now)
  const pushTokens = mergedMap(user.pushTokens ?? {}, devices(patch))
  return {
    id: user.id,
    name: patch.name ?? user.name,
    welcomeMessage: patched(user.welcomeMessage, patch.welcomeMessage, null),
    photoUrl: patched(user.photoUrl, patch.photoUrl, null),
    headerPhotoUrl: patched(user.headerPhotoUrl, patch.headerPhotoUrl, null),
    role: patched(user.role, sentRole(patch), defaultRole),
    email: patched(user.email, itemsOf(patch.email), null),
    phone: patched(user.phone, itemsOf(patch.phone), null),
    custom: mergedMap(user.custom, patch.custom),
    availabilityText: patched(user.availabilityText, patch.availabilityText, null),
    locale: patched(user.locale, patch.locale, defaults.locale),
    createdAt: user.createdAt,
    pushTokens: Object.keys(pushTokens).length > 0 ? pushTokens : null,
  }
}

/** The locale of users that an older version stored without one. */
const formerLocale = 'en-US'

export const storedUser = (user: Stored<User, 'id' | 'name' | 'createdAt'>): User => ({
  ...blankUser(user.id, formerLocale, user.createdAt),
  ...user,
})

/** The public properties of a user: without email, phone and push tokens. */
export const publicUser = (user: User): UserProfile => ({
  id: user.id,
  name: user.name,
  custom: user.custom,
  locale: user.locale,
  photoUrl: user.photoUrl,
  role: user.role,
  welcomeMessage: user.welcomeMessage,
})

/** The properties of a user that only the app's backend may see. */
export const privateUser = (user: User): Omit<User, keyof UserProfile> => ({
  headerPhotoUrl: user.headerPhotoUrl,
  email: user.email,
  phone: user.phone,
  availabilityText: user.availabilityText,
  createdAt: user.createdAt,
  pushTokens: user.pushTokens,
})

export const userEvent = (type: 'user.created' | 'user.updated', user: User): NewEvent => ({
  type,
  subject: { userId: user.id },
  data: { user: publicUser(user) },
  private: { user: privateUser(user) },
})
