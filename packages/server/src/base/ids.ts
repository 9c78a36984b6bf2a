import { createHash, randomBytes } from 'node:crypto'
import { customAlphabet } from 'nanoid'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Returns 32 random characters, about 190 bits. */
export const randomSecret = customAlphabet(alphabet, 32)

const random = customAlphabet(alphabet, 14)

/** Returns a secret that signs deliveries of webhooks: `whsec_` and the Base64 of 32 random bytes. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/** Returns 256 random bits, as text for URLs and cookies. */
export const newAdminSecret = (): string => randomBytes(32).toString('base64url')

/** The digest under which a secret is stored. No salt is needed, because the secret has enough random bits. */
export const secretHash = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url')

/** Whether a webhook can have the id. */
export const isWebhookId = (id: string) => /^wh_[0-9A-Za-z]{22}$/.test(id)

/** Whether an attempt to deliver an event can have the id. */
export const isAttemptId = (id: string) => /^att_[0-9A-Za-z]{22}$/.test(id)

/** Whether a key can have the id. */
export const isKeyId = (id: string) => /^key_[0-9A-Za-z]{22}$/.test(id)

/** Whether a backup can have the id. The id becomes a file name, so it must not be a path. */
export const isBackupId = (id: string) => /^backup_[0-9A-Za-z]{22}$/.test(id)

/** Returns an id for an app, short enough for URLs. */
export const newAppId = customAlphabet('0123456789abcdefghijklmnopqrstuvwxyz', 10)

/** Returns a secret key. A key of the app `demo`, which is printed at starts, can be recognized by its prefix. */
export const newSecretKey = (appId: string) =>
  `sk_${appId === 'demo' ? 'demo_' : ''}${randomSecret()}`

/** Whether a message can have the id. The database would refuse some of the texts that are not ids. */
export const isMessageId = (id: string) => /^msg_[0-9A-Za-z]{22}$/.test(id)

const unguessable = customAlphabet(alphabet, 22)

/** A new token of a file: about 131 random bits, as it is all that a download needs. */
export const fileToken = () => `file_${unguessable()}`

/** Whether a file can have the token. */
export const isFileToken = (token: string) => /^file_[0-9A-Za-z]{22}$/.test(token)

/** Returns a function that creates ids that begin with the prefix and then the time in 8 base-62 digits. */
export const orderedIds = (prefix: string, now: () => number) => () => {
  let time = ''
  for (let rest = now(); time.length < 8; rest = Math.floor(rest / 62))
    time = alphabet.charAt(rest % 62) + time
  return `${prefix}${time}${random()}`
}

/** Returns a function that creates message ids. Ids created at the same time are neighbours in an index. */
export const messageIds = (now: () => number) => orderedIds('msg_', now)
