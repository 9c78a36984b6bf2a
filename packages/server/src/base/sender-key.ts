import { createHash } from 'node:crypto'

/**
 * The form in which a key is stored. Those of the backend are JSON, since PostgreSQL allows no NUL in text, and neither
 * engine stores lone surrogates. Those of users are hashes with their ids, so that they match no key of another user or of
 * the backend, and are short enough for an index.
 */
export const senderKey = (key: string, userId: string | undefined): string =>
  userId === undefined
    ? JSON.stringify(key)
    : createHash('sha256')
        .update(JSON.stringify([userId, key]))
        .digest('base64url')
