import { anyText } from '@openparley/test-kit/any-text'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Frame, readEventStream } from '../src/connection/event-stream.ts'

/** Returns the frames that are read if the bytes arrive in these pieces. */
async function read(pieces: Uint8Array[]): Promise<Frame[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })
  const frames: Frame[] = []
  const { signal } = new AbortController()
  for await (const frame of readEventStream(body, signal, () => {})) frames.push(frame)
  return frames
}

const bytes = (text: string) => new TextEncoder().encode(text)

describe('an event stream', () => {
  test.each([
    ['an event', 'id: 1\nevent: x\ndata: {}\n\n', [{ id: '1', data: '{}' }]],
    ['a heartbeat', 'id: 1\n\n', [{ id: '1', data: undefined }]],
    ['data of several lines', 'data: a\ndata\ndata:b\n\n', [{ id: undefined, data: 'a\n\nb' }]],
    ['one space after the colon at most', 'data:  a: b\n\n', [{ id: undefined, data: ' a: b' }]],
    ['comments and other fields', ': x\nretry: 1\nother\ndata: a\n\n', [{ data: 'a' }]],
    ['no frame for empty lines', '\n\n\n', []],
    ['no frame for an unfinished event', 'data: a\n', []],
    [
      'the line separators of JavaScript',
      'id: 1\ndata: \u2028a\u2029\n\n',
      [{ data: '\u2028a\u2029' }],
    ],
    ['a byte order mark', '\uFEFFdata: a\n\n', [{ data: 'a' }]],
    [
      'each event for itself',
      'id: 1\ndata: a\n\ndata: b\n\n',
      [{ id: '1', data: 'a' }, { data: 'b' }],
    ],
  ])('has %s', async (_, text, expected) => {
    expect(await read([bytes(text)])).toMatchObject(expected)
  })

  test('gives the same frames for any chunks and any line endings', async () => {
    const text = anyText().map((text) => text.replaceAll(/[\r\n\uFEFF]/g, ''))
    const frame = fc.record({ id: text, data: fc.array(text, { minLength: 1 }) })
    const end = fc.constantFrom('\n', '\r\n', '\r')
    const cuts = fc.array(fc.nat(), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(fc.array(frame), end, cuts, async (frames, end, cuts) => {
        const whole = bytes(
          frames
            .map(({ id, data }) => [`id: ${id}`, ...data.map((line) => `data: ${line}`), '', ''])
            .map((lines) => lines.join(end))
            // A last CR could be half of a CRLF: the next byte decides.
            .concat('data: last', '\n', '\n')
            .join(''),
        )
        const places = cuts.map((cut) => cut % whole.length).sort((one, other) => one - other)
        const pieces = [0, ...places].map((from, n) => whole.slice(from, places[n]))
        const last = { id: undefined, data: 'last' }
        const expected = frames.map(({ id, data }) => ({ id, data: data.join('\n') }))
        expect(await read(pieces)).toEqual([...expected, last])
      }),
    )
  })

  test('is cancelled when the signal aborts, before or while it is read', async () => {
    for (const isLate of [false, true]) {
      let isCancelled = false
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(bytes('id: 1\n\n')),
        cancel() {
          isCancelled = true
        },
      })
      const ending = new AbortController()
      if (!isLate) ending.abort()
      const frames = readEventStream(body, ending.signal, () => {})
      if (isLate) expect(await frames.next()).toMatchObject({ value: { id: '1' } })
      const next = frames.next()
      if (isLate) ending.abort()
      expect(await next).toEqual({ done: true, value: undefined })
      expect(isCancelled).toBe(true)
    }
  })
})
