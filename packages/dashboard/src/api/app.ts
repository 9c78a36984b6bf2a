import { type Client, createClient, unwrap } from '@openparley/client'
import { operator } from './session.ts'

const minute = 60_000

const tokens = new Map<string, Promise<{ token: string; expiresAt: number }>>()

/** Returns an app token, which is kept until a minute before it expires. */
export async function appToken(appId: string): Promise<string> {
  const kept = await tokens.get(appId)?.catch(() => undefined)
  if (kept && kept.expiresAt - minute > Date.now()) return kept.token
  const made = operator
    .POST('/apps/{appId}/tokens', { params: { path: { appId } } })
    .then((result) => unwrap(result))
  tokens.set(appId, made)
  return (await made).token
}

/** The calls of an app, with tokens that the operator makes. */
export const appClient = (appId: string): Client =>
  createClient({ baseUrl: location.origin, appId, token: () => appToken(appId) })

/** Forgets the tokens, after the end of the session or of the key that signed them. */
export const forgetTokens = () => tokens.clear()
