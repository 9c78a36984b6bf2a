/** A secret that authenticates the app's backend and signs its tokens. */
export interface AppKey {
  id: string
  /** The purpose of the key. */
  name: string
  secret: string
  /** Unix milliseconds; null for a key of an older version, which did not store the time. */
  createdAt: number | null
  /** Unix milliseconds, to about a minute; null if it was never used. */
  lastUsedAt: number | null
  /** Unix milliseconds at which it expires; null for a key that is valid until it is rotated or revoked. */
  expiresAt: number | null
}

/** The name of the first key of an app. */
export const firstKeyName = 'Backend'

/** Max valid keys of an app. A token is checked against each of them. */
export const maxKeys = 50

/** Whether the key is valid at the time `now`, in Unix milliseconds. */
export const isValidKey = ({ expiresAt }: AppKey, now: number): boolean =>
  expiresAt === null || expiresAt > now

/** Whether removing the key would leave the app without a key, immediately or when its other keys have expired. */
export const isLastKey = (keys: AppKey[], { id }: AppKey): boolean =>
  keys.every((other) => other.id === id || other.expiresAt !== null)

export const minKeyLength = 16

/** Returns what is wrong with the secret key, as the rest of a sentence about it; undefined if it is valid. */
export function keyFault(secret: string): string | undefined {
  // It is sent as a bearer token, which allows only these characters (RFC 6750 §2.1).
  if (!/^[!-~]+$/.test(secret)) return 'must be of ASCII letters, digits and signs, without spaces.'
  // Anyone who guesses the key can sign tokens for every user, and can try keys offline.
  if (secret.length < minKeyLength)
    return `must have at least ${minKeyLength} characters. \`openssl rand -base64 24\` prints a good one.`
  return undefined
}

/** The first characters of a key: enough to identify it, too few to guess the rest. */
export const shownKey = (secret: string): string =>
  secret.slice(0, Math.min(secret.length - 10, secret.startsWith('sk_demo_') ? 14 : 9))
