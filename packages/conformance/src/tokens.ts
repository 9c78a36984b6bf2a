import { SignJWT } from 'jose'

export interface Credentials {
  appId: string
  secretKey: string
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
): Promise<string> | string {
  return scheme === 'userToken' ? signedToken(credentials, 'user', options) : credentials.secretKey
}
