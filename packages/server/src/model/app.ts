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
  /** Origins that may make realtime calls from a browser; `*` allows all. */
  allowedOrigins: string[]
}

/** A tenant: everything else belongs to exactly one app. */
export interface App {
  id: string
  secretKey: string
  settings: AppSettings
}

export const defaultSettings: AppSettings = {
  defaultLocale: 'en-US',
  apiVersion: newestVersion,
  clientSideUserSync: 'off',
  maxParticipants: 10_000,
  allowedOrigins: [],
}
