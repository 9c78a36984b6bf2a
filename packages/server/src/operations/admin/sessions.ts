import { secretHash } from '../../base/ids.ts'
import type { AdminSession } from '../../model/caller.ts'
import { ApiError } from '../../model/error.ts'
import type { Store } from '../../store/store.ts'
import type { Handler } from '../operation.ts'

const minute = 60 * 1000

/** Milliseconds for which a link can be used. */
export const linkLifetime = 10 * minute

const sessionLifetime = 12 * 60 * minute

const lock = 'operators'

/** Stores a link with this code. Returns when it expires, in Unix milliseconds. */
export async function addLink(store: Store, code: string, now: number): Promise<number> {
  const expiresAt = now + linkLifetime
  await store.write([lock], async (tx) => {
    await tx.adminSecrets.deleteExpired(now)
    await tx.adminSecrets.add({ hash: secretHash(code), kind: 'link', expiresAt })
  })
  return expiresAt
}

/** The URL of the dashboard. The fragment is not sent to servers, so the code is in no access log. */
export const dashboardUrl = (baseUrl: string, code?: string): string =>
  `${baseUrl.replace(/\/+$/, '')}/dashboard${code === undefined ? '' : `#code=${code}`}`

/** Returns the session with the secret; undefined if there is none or it has expired. */
export async function sessionOf(
  store: Store,
  secret: string,
  now: number,
): Promise<AdminSession | undefined> {
  const session = await store.read.adminSecrets.get('session', secretHash(secret))
  return session && session.expiresAt > now ? session : undefined
}

export const createAdminLink: Handler<'createAdminLink'> = async (_, context) => {
  const code = context.newAdminSecret()
  return { code, expiresAt: await addLink(context.store, code, context.now()) }
}

export const createAdminSession: Handler<'createAdminSession'> = async ({ body }, context) => {
  const { store, now, newAdminSecret, keepSession } = context
  const secret = newAdminSecret()
  const hash = secretHash(body.code)
  const expiresAt = now() + sessionLifetime
  await store.write([lock], async (tx) => {
    const link = await tx.adminSecrets.get('link', hash)
    if (!link || link.expiresAt <= now())
      throw new ApiError(
        'unauthorized',
        'This link is not valid: it was used, is older than 10 minutes, or comes from another server. `openparley dashboard` prints a new one.',
      )
    await tx.adminSecrets.delete(hash)
    await tx.adminSecrets.add({ hash: secretHash(secret), kind: 'session', expiresAt })
  })
  keepSession({ secret, seconds: sessionLifetime / 1000 })
  return { expiresAt }
}

export const getAdminSession: Handler<'getAdminSession'> = async (_, { caller }) => ({
  expiresAt: caller.session?.expiresAt ?? null,
})

export const deleteAdminSession: Handler<'deleteAdminSession'> = async (_, context) => {
  const { caller, store, keepSession } = context
  const { session } = caller
  if (session) await store.write([lock], (tx) => tx.adminSecrets.delete(session.hash))
  keepSession(undefined)
  return {}
}
