import { SignJWT } from 'jose'

export interface Credentials {
  appId: string
  secretKey: string
}

/** A JWT of the app's, good for a minute. `now` is in Unix milliseconds. */
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
  /** The user it speaks for. */
  subject?: string
  alg?: 'HS256' | 'HS384' | 'HS512'
  now?: number
  /** Seconds. */
  exp?: number
  iss?: string
}

/** What opens the operations of a security scheme of the document. */
export function bearerOf(
  scheme: string,
  credentials: Credentials,
  options: TokenOptions,
): Promise<string> | string {
  return scheme === 'userToken' ? signedToken(credentials, 'user', options) : credentials.secretKey
}
