import {
  assertRecent,
  bytesOf,
  eventOf,
  headersOf,
  isSigned,
  type RawBody,
  signedBytes,
  timestampOf,
  type VerifyOptions,
  type WebhookHeaders,
} from './delivery.ts'
import type { WebhookEvent } from './event.ts'
import { WebhookVerificationError } from './verification-error.ts'

export type { RawBody, VerifyOptions, WebhookHeaders } from './delivery.ts'
export type { WebhookEvent } from './event.ts'
export { type VerificationReason, WebhookVerificationError } from './verification-error.ts'

/**
 * Verifies a delivery by the headers of Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`), and
 * returns its event. Deliveries can repeat: store the `id` of each event, and skip events that you have handled already.
 *
 * @param rawBody The body as it was received, byte for byte.
 * @param secret The secret of the endpoint (`whsec_…`). If you pass several, one of them must match, for example while
 * you change to a new secret.
 * @throws {WebhookVerificationError} If the delivery is not valid; `reason` says why.
 * @throws {TypeError} If a secret is missing or not base64, or the body is not a string or bytes.
 *
 * @example
 * import { verifyWebhook } from '@openparley/client/webhooks'
 *
 * export async function POST(request: Request) {
 *   const event = await verifyWebhook(await request.text(), request.headers, secret)
 *   if (event.type === 'message.sent') console.log(event.data.message.text)
 *   return new Response(null, { status: 204 })
 * }
 */
export async function verifyWebhook(
  rawBody: RawBody,
  headers: WebhookHeaders,
  secret: string | readonly string[] | undefined,
  options: VerifyOptions = {},
): Promise<WebhookEvent> {
  const keys = secretsOf(secret).map(keyOf)
  const body = bytesOf(rawBody)
  const header = headersOf(headers)
  const id = header('webhook-id')
  const timestamp = header('webhook-timestamp')
  // Signatures with another version use another algorithm (Standard Webhooks, "Signature scheme").
  const signatures = header('webhook-signature')
    .split(' ')
    .flatMap((one) => (one.startsWith('v1,') ? signatureOf(one.slice(3)) : []))
  assertRecent(timestampOf(timestamp), options)
  await assertSigned(keys, signatures, signedBytes(`${id}.${timestamp}.`, body))
  return eventOf(body)
}

/**
 * Verifies a delivery by the headers of the hosted service (`X-TalkJS-Signature`, `X-TalkJS-Timestamp`), which are
 * signed with the secret key of the app. It accepts deliveries of the hosted service and of Parley. New code
 * should use `verifyWebhook`: its secret can be changed for one endpoint at a time, and opens nothing else.
 *
 * @param rawBody The body as it was received, byte for byte.
 * @param secretKey The secret key of the app. If you pass several, one of them must match.
 * @throws {WebhookVerificationError} If the delivery is not valid; `reason` says why.
 * @throws {TypeError} If a key is missing, or the body is not a string or bytes.
 */
export async function verifyTalkJSWebhook(
  rawBody: RawBody,
  headers: WebhookHeaders,
  secretKey: string | readonly string[] | undefined,
  options: VerifyOptions = {},
): Promise<WebhookEvent> {
  const encoder = new TextEncoder()
  const keys = secretsOf(secretKey).map((key) => encoder.encode(key))
  const body = bytesOf(rawBody)
  const header = headersOf(headers)
  const timestamp = header('x-talkjs-timestamp')
  const signature = hexadecimal(header('x-talkjs-signature'))
  const time = timestampOf(timestamp)
  // Seconds have 11 digits until the year 5138; milliseconds have 13 since 2001.
  assertRecent(timestamp.length > 11 ? Math.floor(time / 1000) : time, options)
  await assertSigned(keys, [signature], signedBytes(`${timestamp}.`, body))
  return eventOf(body)
}

async function assertSigned(...signed: Parameters<typeof isSigned>): Promise<void> {
  if (!(await isSigned(...signed)))
    throw new WebhookVerificationError('signature', 'No signature matches a secret and this body.')
}

function secretsOf(secret: string | readonly string[] | undefined): string[] {
  const secrets = [secret ?? []].flat()
  if (secrets.length === 0 || secrets.includes(''))
    throw new TypeError('The secret is missing: is its environment variable set?')
  return secrets
}

/** The key of a secret: its base64 after the prefix. */
function keyOf(secret: string): Uint8Array<ArrayBuffer> {
  const key = base64(secret.replace(/^whsec_/, ''))
  if (key.length === 0) throw new TypeError('A secret must be base64, with or without "whsec_".')
  return key
}

/** The bytes of a signature; empty if the text is not the canonical encoding of its bytes. */
function signatureOf(text: string): Uint8Array<ArrayBuffer>[] {
  const signature = base64(text)
  return btoa(String.fromCharCode(...signature)) === text ? [signature] : []
}

/** The bytes of a base64 text; empty if it is not valid. */
function base64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

/** The bytes of an upper-case hexadecimal text; empty if it is not valid. */
const hexadecimal = (text: string) =>
  Uint8Array.from(/^([0-9A-F]{2})+$/.test(text) ? (text.match(/../g) ?? []) : [], (pair) =>
    Number.parseInt(pair, 16),
  )
