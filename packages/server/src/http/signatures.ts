import { createHmac, timingSafeEqual } from 'node:crypto'

/** The older credentials of a session. */
export interface SignedUser {
  userId: string
  signature: string
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The name and the password of HTTP's basic authentication (RFC 7617 §2); undefined if there are none. */
export function signedUserIn(authorization: string | undefined): SignedUser | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*) *$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  try {
    const text = utf8.decode(Buffer.from(encoded, 'base64'))
    // An id may contain colons, a signature cannot.
    const [, userId, signature] = /^(.+):([0-9A-Fa-f]{64})$/s.exec(text) ?? []
    return userId === undefined || signature === undefined ? undefined : { userId, signature }
  } catch {
    return undefined
  }
}

/** Returns the secret key that signed the user's id; undefined if none did. */
export const signingKey = ({ userId, signature }: SignedUser, secrets: string[]) =>
  secrets.find((secret) =>
    timingSafeEqual(
      createHmac('sha256', secret).update(userId).digest(),
      Buffer.from(signature, 'hex'),
    ),
  )
