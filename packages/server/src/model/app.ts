import { appId } from '@openparley/spec/settings'
import type { AppKey } from './app-key.ts'
import type { Fault } from './error.ts'
import { defaultNotificationDelay } from './notification.ts'
import { customBounds, mapFaults, mergedMap, patched } from './patch.ts'
import type { Roles } from './permissions.ts'
import type { AppPatch } from './schema.ts'
import type { UserSync } from './user-sync.ts'
import type { Version } from './version.ts'
import { newestVersion } from './version.ts'

export interface AppSettings {
  /** Locale of users without one; an IETF language tag. */
  defaultLocale: string
  /** The API version of requests without a version header. */
  apiVersion: Version
  /** Which users a user token may create and change: none, only its own user, or all. */
  clientSideUserSync: UserSync
  /** Whether user tokens may create, change and join conversations. */
  clientSideConversationSync: boolean
  /** What the users of each role may do with a user token; unlisted roles have the permissions of `default`. */
  roles: Roles
  /** Max participants of a conversation. */
  maxParticipants: number
  /** Max lifetime of a user token in seconds; null for no limit. */
  maxTokenLifetime: number | null
  /** Whether user tokens without `exp` are accepted. */
  allowTokensWithoutExpiry: boolean
  /** Whether a session may send the older signature of its user's id instead of a token. */
  allowSignatures: boolean
  /** Origins of web pages that may make calls; `*` allows all. */
  allowedOrigins: string[]
  /** Seconds from the first new message to the notification of the users who miss it. */
  notificationDelay: number
  /** How to treat undocumented properties and query parameters. */
  unknownFields: 'refuse' | 'ignore'
}

/** A tenant. All other data belongs to one app. */
export interface App {
  id: string
  /** The newest key that does not expire comes first, then older keys, including revoked ones. */
  keys: AppKey[]
  settings: AppSettings
  /** Unix milliseconds; null for an app of an older version, which did not store the time. */
  createdAt: number | null
}

export const defaultSettings: AppSettings = {
  defaultLocale: 'en-US',
  apiVersion: newestVersion,
  clientSideUserSync: 'off',
  clientSideConversationSync: false,
  roles: {},
  maxParticipants: 10_000,
  maxTokenLifetime: null,
  allowTokensWithoutExpiry: false,
  allowSignatures: false,
  allowedOrigins: [],
  notificationDelay: defaultNotificationDelay,
  unknownFields: 'refuse',
}

/** The app as its backend sees it. */
export interface AppProfile {
  defaultLocale: string
  notificationDelay: number
  custom: Record<string, string>
}

/** Returns the faults of the patch that its schema does not cover. */
export function appFaults(id: string, old: AppProfile, patch: AppPatch): Fault[] {
  if (patch.id !== undefined && patch.id !== id)
    return [{ field: ['id'], why: 'Must equal the id in the path.' }]
  const { defaultLocale } = patch
  const isTag = typeof defaultLocale !== 'string' || isLanguageTag(defaultLocale)
  return [
    ...(isTag
      ? []
      : [{ field: ['defaultLocale'], why: 'Must be an IETF language tag, such as en-US.' }]),
    ...mapFaults('custom', customBounds, old.custom, patch.custom),
  ]
}

export const mergedApp = (old: AppProfile, patch: AppPatch): AppProfile => ({
  defaultLocale: patched(old.defaultLocale, patch.defaultLocale, defaultSettings.defaultLocale),
  notificationDelay: patched(
    old.notificationDelay,
    patch.notificationDelay,
    defaultSettings.notificationDelay,
  ),
  custom: mergedMap(old.custom, patch.custom),
})

/** Whether the text is well-formed as an IETF language tag (BCP 47). */
export function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0
  } catch {
    return false
  }
}

/** Throws if no path can contain this app id. */
export function assertAppId(id: string): void {
  const { pattern, maxLength, not } = appId
  const matches = (text: string) => new RegExp(text, 'u').test(id)
  if (!matches(pattern) || matches(not.pattern) || [...id].length > maxLength)
    throw new Error(
      `"${id}" cannot be the id of an app. It must have 1 to ${maxLength} letters, digits and signs, but no "/".`,
    )
}
