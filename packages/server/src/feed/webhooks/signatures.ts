import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** The secrets that sign a delivery. */
export interface SigningKeys {
  /** Secrets of the endpoint, as `whsec_` and base64: the current secret, and older secrets during a rotation. */
  secrets: string[]
  /** The secret key of the app, for the headers of the hosted service. */
  secretKey: string | undefined
}

/**
 * Returns the headers that identify and sign a delivery: the headers of Standard Webhooks 1.0.0, with one signature for
 * each secret, and the headers of the hosted service. `now` is the time of the attempt in Unix milliseconds.
 */
export function signedHeaders(
  id: string,
  body: string,
  now: number,
  { secrets, secretKey }: SigningKeys,
): Record<string, string> {
  const seconds = Math.floor(now / 1000)
  const signatures = secrets.map((secret) => {
    return `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`).digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': `${seconds}`,
    'webhook-signature': signatures.join(' '),
    ...(secretKey !== undefined && {
      'x-talkjs-timestamp': `${now}`,
      'x-talkjs-signature': createHmac('sha256', appKey(secretKey))
        .update(`${now}.${body}`)
        .digest('hex')
        .toUpperCase(),
    }),
  }
}

/** Making a key takes longer than signing with it. */
const keys = new LRUCache<string, KeyObject>({ max: 1000 })

function kept(name: string, bytes: Buffer): KeyObject {
  const key = keys.get(name) ?? createSecretKey(bytes)
  keys.set(name, key)
  return key
}

const keyOf = (secret: string) =>
  kept(`webhook ${secret}`, Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))

const appKey = (secretKey: string) => kept(`app ${secretKey}`, Buffer.from(secretKey))
