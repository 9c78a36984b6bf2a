import { WebhookVerificationError } from './verification-error.ts'

/** The body of a request, byte for byte as it was received: do not parse and serialize it again. */
export type RawBody = string | Uint8Array | ArrayBuffer

type HeaderValue = string | readonly string[] | undefined

/** Headers as `Headers`, a `Map`, or a plain object such as `request.headers` of Node; names in any case. */
export type WebhookHeaders =
  | Iterable<readonly [name: string, value: HeaderValue]>
  | { readonly [name: string]: HeaderValue }

export interface VerifyOptions {
  /** How far the time of the delivery may be from now, before or after it, in seconds. Default 300. */
  tolerance?: number
  /** Returns the time in Unix milliseconds. Default: the system's clock. */
  now?: () => number
}

const encoder = new TextEncoder()

/** The bytes of the body. Throws if the value is not a raw body, for example an object that a framework has parsed. */
export function bytesOf(rawBody: RawBody): Uint8Array<ArrayBuffer> {
  if (typeof rawBody === 'string') return encoder.encode(rawBody)
  if (ArrayBuffer.isView(rawBody)) return new Uint8Array(rawBody)
  // Not `instanceof`: test environments have another ArrayBuffer.
  if (Object.prototype.toString.call(rawBody) === '[object ArrayBuffer]')
    return new Uint8Array(rawBody)
  throw new TypeError(
    'The body must be the raw body, as a string or bytes. Turn off the parsing of JSON for this route.',
  )
}

/** Returns a function that reads one header. A header that is missing or repeated is refused. */
export function headersOf(headers: WebhookHeaders): (name: string) => string {
  const entries: [string, HeaderValue][] =
    Symbol.iterator in headers
      ? Array.from(headers as Iterable<readonly [string, HeaderValue]>, ([name, value]) => [
          name,
          value,
        ])
      : Object.entries(headers)
  return (name) => {
    const values = entries
      .filter(([other]) => other.toLowerCase() === name)
      .flatMap(([, value]) => value ?? [])
    const [value = '', ...more] = values
    if (value === '' || more.length > 0)
      throw new WebhookVerificationError(
        'header',
        value === '' ? `The header ${name} is missing.` : `The header ${name} is repeated.`,
      )
    return value
  }
}

/** Checks a time in Unix seconds against the clock. */
export function assertRecent(
  seconds: number,
  { tolerance = 300, now = Date.now }: VerifyOptions,
): void {
  const age = Math.floor(now() / 1000) - seconds
  if (age > tolerance)
    throw new WebhookVerificationError('too old', `The delivery is ${age} seconds old.`)
  if (-age > tolerance)
    throw new WebhookVerificationError('too new', `The delivery is ${-age} seconds in the future.`)
}

/** Parses a timestamp header: a whole number. */
export function timestampOf(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new WebhookVerificationError('timestamp', 'The timestamp is not a whole number.')
  return Number(text)
}

/** The bytes that are signed: the prefix and the body. */
export function signedBytes(prefix: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const start = encoder.encode(prefix)
  const signed = new Uint8Array(start.length + body.length)
  signed.set(start)
  signed.set(body, start.length)
  return signed
}

/** Whether one of the signatures is the HMAC-SHA256 of the bytes by one of the keys. `subtle.verify` takes constant time. */
export async function isSigned(
  keys: readonly Uint8Array<ArrayBuffer>[],
  signatures: readonly Uint8Array<ArrayBuffer>[],
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const { subtle } = crypto
  for (const bytes of keys) {
    const key = await subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
      'verify',
    ])
    for (const signature of signatures)
      if (await subtle.verify('HMAC', key, signature, signed)) return true
  }
  return false
}

/** Parses the event of a body that is verified. */
export function eventOf<Event>(body: Uint8Array): Event {
  let event: unknown
  try {
    event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    event = undefined
  }
  if (typeof event !== 'object' || event === null || !('type' in event))
    throw new WebhookVerificationError('body', 'The body is not the JSON of an event.')
  return event as Event
}
