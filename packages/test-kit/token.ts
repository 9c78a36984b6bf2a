import { SignJWT } from 'jose'
import type { RunningServer } from '../server/src/compose/start.ts'

const signed = new Map<string, Promise<string>>()

/** Returns a token for a user, as the backend of the app signs it. Valid for an hour from `now`, in Unix milliseconds. */
export function userToken(
  { appId, secretKey }: Pick<RunningServer, 'appId' | 'secretKey'>,
  userId: string,
  now = Date.now(),
): Promise<string> {
  const expires = Math.floor(now / 1000) + 3600
  const claims = { tokenType: 'user', iss: appId, sub: userId }
  const name = JSON.stringify([claims, expires, secretKey])
  const token =
    signed.get(name) ??
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime(expires)
      .sign(new TextEncoder().encode(secretKey))
  signed.set(name, token)
  return token
}
