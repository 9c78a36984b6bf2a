import type { Fault } from './error.ts'
import { customBounds, mapFaults, mergedMap, patched } from './patch.ts'
import type { AppPatch } from './schema.ts'
import type { UserSync } from './user-sync.ts'
import type { Version } from './version.ts'
import { newestVersion } from './version.ts'

export interface AppSettings {
  /** Locale of users who have none of their own, an IETF language tag. */
  defaultLocale: string
  /** The API version of requests that name none. */
  apiVersion: Version
  /** Whom user tokens may create and change: nobody, their own user, or everyone. */
  clientSideUserSync: UserSync
  /** How many participants a conversation may have. */
  maxParticipants: number
  /** Max seconds that a user token may be valid; null for no bound. */
  maxTokenLifetime: number | null
  /** Whether user tokens without `exp` are accepted. */
  allowTokensWithoutExpiry: boolean
  /** Whether a session may have the older signature of its user's id in place of a token. */
  allowSignatures: boolean
  /** Origins whose pages may make calls from a browser; `*` allows all. */
  allowedOrigins: string[]
  /** What becomes of properties and query parameters that the document does not have. */
  unknownFields: 'refuse' | 'ignore'
}

/** A secret that opens an app and signs its tokens. */
export interface AppKey {
  secret: string
  /** Unix milliseconds; null for a key from before their times were stored. */
  createdAt: number | null
  /** Unix milliseconds from which it is not valid; null for the app's current key, which has no end. */
  expiresAt: number | null
}

/** A tenant: everything else belongs to exactly one app. */
export interface App {
  id: string
  /** The current key first, then those that it replaced, revoked ones too. */
  keys: AppKey[]
  settings: AppSettings
}

export const defaultSettings: AppSettings = {
  defaultLocale: 'en-US',
  apiVersion: newestVersion,
  clientSideUserSync: 'off',
  maxParticipants: 10_000,
  maxTokenLifetime: null,
  allowTokensWithoutExpiry: false,
  allowSignatures: false,
  allowedOrigins: [],
  unknownFields: 'refuse',
}

/** What the app's backend sees of it. */
export interface AppProfile {
  defaultLocale: string
  custom: Record<string, string>
}

/** What forbids the patch, beyond its schema. */
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

/** Whether the key opens its app at the time `now`, in Unix milliseconds. */
export const isValidKey = ({ expiresAt }: AppKey, now: number): boolean =>
  expiresAt === null || expiresAt > now

export const minKeyLength = 16

/** Why the text cannot be a secret key, as a sentence without its subject; undefined if it can. */
export function keyFault(secret: string): string | undefined {
  // It travels as the token of a header (RFC 6750 §2.1), where nothing else fits.
  if (!/^[!-~]+$/.test(secret)) return 'must be of ASCII letters, digits and signs, without spaces.'
  // Whoever guesses the key can sign tokens for every user of the app, and can try without calling the server.
  if (secret.length < minKeyLength)
    return `must have at least ${minKeyLength} characters. \`openssl rand -base64 24\` prints a good one.`
  return undefined
}

/** The schema of ids in the document. */
export interface IdRule {
  pattern: string
  maxLength: number
  not: { pattern: string }
}

/** Throws when no path could name an app of this id. */
export function assertAppId(id: string, { pattern, maxLength, not }: IdRule): void {
  const matches = (text: string) => new RegExp(text, 'u').test(id)
  if (!matches(pattern) || matches(not.pattern) || [...id].length > maxLength)
    throw new Error(
      `"${id}" cannot be the id of an app: 1 to ${maxLength} letters, digits and signs, but no "/".`,
    )
}
