import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import {
  verifyTalkJSWebhook,
  verifyWebhook,
  type WebhookHeaders,
  WebhookVerificationError,
} from '../src/webhooks/verify.ts'

const secret = `whsec_${Buffer.from('a secret of 24 characters').toString('base64')}`
const other = `whsec_${Buffer.from('another, of 24 characters').toString('base64')}`
const key = 'sk_test_shop_0001'
const at = 1_700_000_000
const now = () => at * 1000
const event = { id: 'evt_1', type: 'message.sent', createdAt: 1, data: { text: 'Grüße 🧦' } }
const body = JSON.stringify(event)

/** A delivery that the reference library signs, as Parley sends it. */
const signed = (text = body, by = [secret], seconds = at): Record<string, string> => ({
  'webhook-id': 'evt_1',
  'webhook-timestamp': String(seconds),
  'webhook-signature': by
    .map((one) => new Webhook(one).sign('evt_1', new Date(seconds * 1000), text))
    .join(' '),
})

const hostedSignature = (text: string, timestamp: string) =>
  createHmac('sha256', key).update(`${timestamp}.${text}`).digest('hex').toUpperCase()

const hosted = (text = body, timestamp = String(at)): Record<string, string> => ({
  'x-talkjs-timestamp': timestamp,
  'x-talkjs-signature': hostedSignature(text, timestamp),
})

const refusal = (reason: string) =>
  expect.objectContaining({ name: 'WebhookVerificationError', reason })

describe('verifyWebhook', () => {
  test('returns the event of a delivery that the reference library has signed', async () => {
    await expect(verifyWebhook(body, signed(), secret, { now })).resolves.toEqual(event)
  })

  test.each<[string, (headers: Record<string, string>) => WebhookHeaders]>([
    ['Headers', (all) => new Headers(all)],
    ['a Map', (all) => new Map(Object.entries(all))],
    ['names in any case', (all) => ({ ...upperCase(all), Host: 'shop.example' })],
    ['lists of one value', (all) => mapped(all, (value) => [value])],
    ['values that are undefined', (all) => ({ ...all, cookie: undefined })],
  ])('reads headers as %s', async (_, form) => {
    await expect(verifyWebhook(body, form(signed()), secret, { now })).resolves.toEqual(event)
  })

  test.each<[string, () => string | Uint8Array | ArrayBuffer]>([
    ['a string', () => body],
    ['a Buffer', () => Buffer.from(body)],
    ['a part of a larger buffer', () => new TextEncoder().encode(` ${body}`).subarray(1)],
    ['an ArrayBuffer', () => new TextEncoder().encode(body).buffer],
  ])('reads the body as %s', async (_, form) => {
    await expect(verifyWebhook(form(), signed(), secret, { now })).resolves.toEqual(event)
  })

  test('accepts one of several secrets, one of several signatures, and secrets without their prefix', async () => {
    const both = signed(body, [other, secret])
    await expect(verifyWebhook(body, both, secret, { now })).resolves.toEqual(event)
    await expect(verifyWebhook(body, signed(), [other, secret], { now })).resolves.toEqual(event)
    await expect(verifyWebhook(body, signed(), secret.slice(6), { now })).resolves.toEqual(event)
  })

  test('skips signatures of other versions', async () => {
    const headers = signed()
    const v1 = headers['webhook-signature'] ?? ''
    headers['webhook-signature'] = `v1a,${v1.slice(3)} v2 ${v1}`
    await expect(verifyWebhook(body, headers, secret, { now })).resolves.toEqual(event)
    headers['webhook-signature'] = `v1a,${v1.slice(3)}`
    await expect(verifyWebhook(body, headers, secret, { now })).rejects.toEqual(
      refusal('signature'),
    )
  })

  test('refuses a delivery that is older or newer than the tolerance', async () => {
    const of = (seconds: number, options = {}) =>
      verifyWebhook(body, signed(body, [secret], at + seconds), secret, { now, ...options })
    await expect(of(-300)).resolves.toEqual(event)
    await expect(of(300)).resolves.toEqual(event)
    await expect(of(-301)).rejects.toEqual(refusal('too old'))
    await expect(of(301)).rejects.toEqual(refusal('too new'))
    await expect(of(-301, { tolerance: 301 })).resolves.toEqual(event)
    await expect(of(-1, { tolerance: 0 })).rejects.toEqual(refusal('too old'))
  })

  test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
    'refuses a delivery whose header %s is missing, empty or repeated',
    async (name) => {
      const { [name]: value, ...rest } = signed()
      for (const wrong of [undefined, '', [], [value ?? '', value ?? '']])
        await expect(
          verifyWebhook(body, { ...rest, [name]: wrong }, secret, { now }),
        ).rejects.toEqual(refusal('header'))
    },
  )

  test.each(['', ' ', '1e9', '-1', '1700000000.0', '0x6553F100', '1'.repeat(16)])(
    'refuses the timestamp %j',
    async (timestamp) => {
      const refused = verifyWebhook(body, { ...signed(), 'webhook-timestamp': timestamp }, secret, {
        now,
      })
      await expect(refused).rejects.toBeInstanceOf(WebhookVerificationError)
    },
  )

  test('refuses a signed body that is not the JSON of an event', async () => {
    for (const text of ['', 'null', '7', '[]', '{}', '{"type":'])
      await expect(verifyWebhook(text, signed(text), secret, { now })).rejects.toEqual(
        refusal('body'),
      )
  })

  test.each([
    ['undefined', undefined],
    ['empty', ''],
    ['an empty list', []],
    ['only a prefix', 'whsec_'],
    ['not base64', 'whsec_not/base64!'],
  ])('throws a TypeError for a secret that is %s', async (_, wrong) => {
    await expect(verifyWebhook(body, signed(), wrong, { now })).rejects.toBeInstanceOf(TypeError)
  })

  test('throws a TypeError that names the cause if a framework has parsed the body', async () => {
    const refused = verifyWebhook(event as never, signed(), secret, { now })
    await expect(refused).rejects.toThrow(/raw body.*parsing of JSON/)
  })
})

describe('verifyTalkJSWebhook', () => {
  test.each(['seconds', 'milliseconds'])(
    'verifies the headers of the hosted service, with a timestamp in %s',
    async (unit) => {
      const headers = hosted(body, String(unit === 'seconds' ? at : at * 1000))
      await expect(verifyTalkJSWebhook(body, headers, key, { now })).resolves.toEqual(event)
      await expect(
        verifyTalkJSWebhook(body, new Headers(headers), ['sk_old', key], { now }),
      ).resolves.toEqual(event)
      const later = () => now() + 301_000
      await expect(verifyTalkJSWebhook(body, headers, key, { now: later })).rejects.toEqual(
        refusal('too old'),
      )
    },
  )

  test('refuses another key, a missing header and a signature over the body alone', async () => {
    const refused = (headers: WebhookHeaders, by = key) =>
      expect(verifyTalkJSWebhook(body, headers, by, { now })).rejects
    await refused(hosted(), 'sk_other').toEqual(refusal('signature'))
    await refused({}).toEqual(refusal('header'))
    const alone = createHmac('sha256', key).update(body).digest('hex').toUpperCase()
    await refused({ ...hosted(), 'x-talkjs-signature': alone }).toEqual(refusal('signature'))
  })
})

describe('any change makes a delivery invalid', () => {
  const changes = fc.record({
    text: fc.json().map((data) => JSON.stringify({ type: 'message.sent', data })),
    part: fc.constantFrom('body', 'timestamp', 'signature', 'id'),
    place: fc.nat(),
    to: fc.integer({ min: 1, max: 255 }),
  })
  /** Replaces one byte. */
  const changed = (bytes: Uint8Array, place: number, by: number) =>
    bytes.with(place % bytes.length, (bytes[place % bytes.length] ?? 0) ^ by)
  const changedText = (text: string, place: number, by: number) =>
    Buffer.from(changed(Buffer.from(text, 'latin1'), place, by)).toString('latin1')

  test.each<[string, typeof verifyWebhook, (text: string) => Record<string, string>, string]>([
    ['webhook-', verifyWebhook, signed, secret],
    ['x-talkjs-', verifyTalkJSWebhook, hosted, key],
  ])('of one byte of its body or of a %s header', async (prefix, verify, sign, by) => {
    await fc.assert(
      fc.asyncProperty(changes, async ({ text, part, place, to }) => {
        const headers = sign(text)
        const name = `${prefix}${part}`
        fc.pre(part === 'body' || headers[name] !== undefined)
        const bytes = new TextEncoder().encode(text)
        await verify(bytes, headers, by, { now })
        const value = headers[name] ?? ''
        const faulty =
          part === 'body' ? headers : { ...headers, [name]: changedText(value, place, to) }
        const sent = part === 'body' ? changed(bytes, place, to) : bytes
        await expect(verify(sent, faulty, by, { now })).rejects.toBeInstanceOf(
          WebhookVerificationError,
        )
      }),
    )
  })

  test('of any byte of its body, one after the other', async () => {
    const bytes = new TextEncoder().encode(body)
    const headers = signed()
    for (const place of bytes.keys())
      await expect(
        verifyWebhook(changed(bytes, place, 1), headers, secret, { now }),
      ).rejects.toEqual(refusal('signature'))
  })
})

test('it is under 1.5 KB, minified and gzipped, and builds for browsers', async () => {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../src/webhooks/verify.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  })
  const { length } = gzipSync(outputFiles[0]?.contents ?? '')
  expect(length).toBeGreaterThan(512)
  expect(length).toBeLessThan(1.5 * 1024)
})

function mapped<T>(all: Record<string, string>, change: (value: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, change(value)]))
}

const upperCase = (all: Record<string, string>) =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [name.toUpperCase(), value]))
