import { SignJWT } from 'jose'

export interface Credentials {
  appId: string
  secretKey: string
  /** The admin key of the server. Without it, no call of an operator can be made. */
  adminKey?: string | undefined
}

/** Signs a JWT of the app, valid for a minute. `now` is in Unix milliseconds. */
export function signedToken(
  { appId, secretKey }: Credentials,
  tokenType: string,
  { subject = '', alg = 'HS256', now = Date.now(), ...claims }: TokenOptions = {},
): Promise<string> {
  const expires = Math.floor(now / 1000) + 60
  const jwt = new SignJWT({ tokenType, iss: appId, exp: expires, ...claims })
  if (subject !== '') jwt.setSubject(subject)
  return jwt.setProtectedHeader({ alg }).sign(new TextEncoder().encode(secretKey))
}

/** Whether the operation is only for operators of the server. */
export const isOfOperators = ({ security }: { security: readonly string[] }): boolean =>
  security.includes('adminKey')

export interface TokenOptions {
  /** The user of a user token. */
  subject?: string
  alg?: 'HS256' | 'HS384' | 'HS512'
  now?: number
  /** Seconds. */
  exp?: number
  iss?: string
}

/** A bearer token for the operations with this security scheme. */
export function bearerOf(
  scheme: string,
  credentials: Credentials,
  options: TokenOptions,
): Promise<string> | string | undefined {
  if (scheme === 'adminKey') return credentials.adminKey
  return scheme === 'userToken' ? signedToken(credentials, 'user', options) : credentials.secretKey
}
