import {
  createSession,
  type Session,
  type SessionOptions,
  type Subscription,
  type WindowSubscription,
} from '@openparley/client'
import { expect, onTestFinished } from 'vitest'
import { eventually } from './eventually.ts'
import { checkedFetch } from './exchange.ts'
import type { TestServer } from './server.ts'
import { userToken } from './token.ts'

type Server = Pick<TestServer, 'baseUrl' | 'appId' | 'secretKey'>

/** Creates a session of the user on the server. It is closed when the test ends. Reconnects wait at most 50 ms at first. */
export function testSession(
  server: Server,
  userId: string,
  options: Partial<SessionOptions> = {},
): Session {
  const session = createSession({
    baseUrl: server.baseUrl,
    appId: server.appId,
    userId,
    fetch: checkedFetch,
    random: () => 0.1,
    ...('token' in options || 'signature' in options
      ? {}
      : { tokenFetcher: () => userToken(server, userId) }),
    ...options,
  } as SessionOptions)
  onTestFinished(() => session.close())
  return session
}

export interface Recorded<T> extends Subscription {
  /** Everything that the listener was called with. */
  told: T[]
  /** Waits until the last value matches, and returns it. */
  last(expected: unknown): Promise<T>
}

/** Subscribes and records the calls of the listener. */
export function recorded<T>(ref: {
  subscribe(listener: (value: T) => void): Subscription
}): Recorded<T> {
  const told: T[] = []
  const { unsubscribe } = ref.subscribe((value) => told.push(value))
  return {
    told,
    unsubscribe,
    last: (expected) =>
      eventually(() => {
        expect(told.length).toBeGreaterThan(0)
        const last = told.at(-1) as T
        if (expected === null) expect(last).toBeNull()
        else if (typeof expected === 'object') expect(last).toMatchObject(expected)
        else expect(last).toBe(expected)
        return last
      }),
  }
}

/** The arguments of a call to a list's listener. */
export interface Listed<Item> {
  items: Item[] | null
  loadedAll: boolean
}

/** Subscribes to a list and records the calls of the listener. */
export const recordedList = <Item>(
  subscribe: (
    listener: (items: Item[] | null, loadedAll: boolean) => void,
  ) => WindowSubscription<unknown>,
) => {
  let subscription: WindowSubscription<unknown> | undefined
  const record = recorded<Listed<Item>>({
    subscribe(listener) {
      subscription = subscribe((items, loadedAll) => listener({ items, loadedAll }))
      return subscription
    },
  })
  return { ...record, loadMore: (count?: number) => subscription?.loadMore(count) }
}

/** Waits until the session is connected. */
export const connected = ({ connection }: Session): Promise<void> =>
  eventually(() => expect(connection.state).toBe('connected'))
