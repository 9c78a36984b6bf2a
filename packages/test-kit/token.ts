import { SignJWT } from 'jose'
import type { RunningServer } from '../server/src/compose/start.ts'

/** Signs a token for a user, as the backend of the app does. Valid for an hour from `now`, in Unix milliseconds. */
export const userToken = (
  { appId, secretKey }: Pick<RunningServer, 'appId' | 'secretKey'>,
  userId: string,
  now = Date.now(),
): Promise<string> =>
  new SignJWT({ tokenType: 'user', iss: appId, sub: userId })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(Math.floor(now / 1000) + 3600)
    .sign(new TextEncoder().encode(secretKey))
