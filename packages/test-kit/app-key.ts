import type { AppKey } from '../server/src/model/app-key.ts'

/** A key of an app with this secret. */
export const keyOf = (secret: string, more: Partial<AppKey> = {}): AppKey => ({
  id: `key_${secret.replaceAll(/\W|_/g, '').padEnd(22, '0').slice(-22)}`,
  name: 'Backend',
  secret,
  createdAt: null,
  lastUsedAt: null,
  expiresAt: null,
  ...more,
})
