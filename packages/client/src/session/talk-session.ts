import {
  type CommonSessionOptions,
  createSession,
  type Session,
  type TokenOptions,
} from './session.ts'

/** The session of one user. The same type as `Session`. */
export type TalkSession = Session

/** Without a token or `tokenFetcher`, set `onNeedToken` or call `setToken` before the first request. */
export type TalkSessionOptions = CommonSessionOptions & TokenOptions

const sessions = new Map<string, Session>()

/**
 * Returns the session of the user in the app: the same object for each call, so that all parts of a page share one
 * connection. The other options count only for the first call. A session that was closed or that failed with an
 * unrecoverable error is replaced by a new one.
 *
 * @example
 * const session = getTalkSession({ baseUrl: 'https://chat.example.com', appId: 'shop', userId: 'alice' })
 * session.onNeedToken = async () => session.setToken(await fetchToken())
 */
export function getTalkSession(options: TalkSessionOptions): TalkSession {
  const key = JSON.stringify([options.baseUrl, options.appId, options.userId])
  const known = sessions.get(key)
  if (known && !known.isClosed) return known
  const session = createSession(options)
  sessions.set(key, session)
  const forget = () => sessions.get(key) === session && sessions.delete(key)
  session.onError(forget)
  return session
}

/**
 * Does nothing: Parley needs no WebSocket. It is here so that code written for the hosted SDK runs without a change.
 */
export function registerPolyfills(_polyfills: { WebSocket: object }): void {}
