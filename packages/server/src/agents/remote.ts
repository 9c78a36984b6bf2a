import { readEventStream } from '@openparley/client/event-stream'
import { operations } from '@openparley/spec/operations'
import { decodeJwt, SignJWT } from 'jose'
import { callsTo } from './calls.ts'
import type { Role } from './mcp.ts'
import type { ToolContext } from './tool.ts'

interface Remote {
  baseUrl: string
  appId: string
  /** A token or the secret key; or the secret key and the user for whom it signs tokens. */
  credentials: { token: string } | { key: string; userId: string }
  mayWrite: boolean
}

/** Lifetime of a token that is signed for a single call or wait. */
const tokenLifetime = '5m'

/**
 * Returns the functions with which an agent calls a server over HTTP, and the role of the agent, which depends on the
 * token.
 */
export function remoteAgent({ baseUrl, appId, credentials, mayWrite }: Remote): {
  role: Role
  context: ToolContext
} {
  const tokenOf = async () =>
    'token' in credentials
      ? credentials.token
      : new SignJWT({ tokenType: 'user' })
          .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
          .setIssuer(appId)
          .setSubject(credentials.userId)
          .setIssuedAt()
          .setExpirationTime(tokenLifetime)
          .sign(new TextEncoder().encode(credentials.key))
  const userId = 'userId' in credentials ? credentials.userId : userOf(credentials.token)

  const request = async (url: string, init: RequestInit) => {
    const headers = { ...init.headers, authorization: `Bearer ${await tokenOf()}` }
    return fetch(new URL(url, baseUrl), { ...init, headers }).catch(({ cause, message }) => {
      throw new Error(`No response from ${baseUrl}: ${cause?.message ?? message}`)
    })
  }

  const call = callsTo(appId, async ({ method, url, body }) => {
    const response = await request(url, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    return { status: response.status, body: bodyOf(await response.text()) }
  })

  return {
    role: userId !== undefined ? 'participant' : mayWrite ? 'writer' : 'reader',
    context: {
      call,
      userId,
      async *events(after, signal) {
        const url = operations.streamEvents.path.replace('{appId}', encodeURIComponent(appId))
        const headers = after === undefined ? {} : { 'last-event-id': after }
        const response = await request(url, { headers, signal })
        if (!response.ok || !response.body)
          throw new Error(`${response.status}: ${await response.text()}`)
        yield* readEventStream(response.body, signal, () => undefined)
      },
    },
  }
}

/** The JSON of a response, or the beginning of the text that a proxy sent instead. */
function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text.slice(0, 300)
  }
}

/** The user of a user token; undefined for an app token and for the secret key. */
function userOf(token: string): string | undefined {
  if (token.split('.').length !== 3) return undefined
  const { tokenType, sub } = decodeJwt(token)
  return tokenType === 'user' && sub !== undefined ? String(sub) : undefined
}
