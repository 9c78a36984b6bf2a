import { chatOf } from '@openparley/test-kit/chat'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { untilLogIsReadable } from '@openparley/test-kit/readable'
import { testServer } from '@openparley/test-kit/server'
import { liveStream, openStream, requestStream, type TestStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'
import { expectAhead, placeOf } from './cursors.ts'

async function serverWithOrder(options = {}) {
  const server = await testServer(options)
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  await chat.users('carol')
  await untilLogIsReadable(server)
  return { server, chat }
}

/** The next heartbeat; skips all events. */
async function heartbeat(stream: TestStream): Promise<string> {
  for (;;) {
    const frame = await stream.nextFrame()
    if (!frame) throw new Error('The stream ended.')
    if (!frame.event) return frame.cursor
  }
}

test('a new stream is ready immediately, with nothing replayed', async () => {
  const { server } = await serverWithOrder()
  const stream = await openStream(server, 'alice')
  const first = await stream.nextFrame()
  expect(first?.event).toEqual({
    type: 'ready',
    streamId: expect.stringMatching(/^[\w-]{21}$/),
    replayed: 0,
    heartbeat: 15_000,
  })
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(stream.response.headers.get('cache-control')).toBe('no-store')
})

test('a resumed stream replays missed events in order, reports how many, and continues live', async () => {
  const { server, chat } = await serverWithOrder()
  const before = await liveStream(server, 'alice')
  await receivedSoFar([before], chat)
  await before.cut()
  const sent = await chat.say('order', 'bob', 'one', 'two', 'three')
  await untilLogIsReadable(server)
  const after = await openStream(server, 'alice', { after: before.cursor })
  const replay = await after.until(({ type }) => type === 'ready')
  const told = replay.flatMap((event) =>
    event.type === 'message.created' ? [event.message.id] : [],
  )
  expect(told).toEqual(sent)
  expect(replay.at(-1)).toMatchObject({ type: 'ready', replayed: 3 })
  const [live] = await chat.say('order', 'bob', 'four')
  expect(await after.next('message.created')).toMatchObject({ message: { id: live } })
})

test('a stream that was cut after any frame resumes with exactly the remaining events', async () => {
  const { server, chat } = await serverWithOrder()
  const whole = await liveStream(server, 'carol')
  for (let number = 0; number < 6; number += 1) {
    await chat.say('order', 'bob', 'not for carol')
    await chat.putUser('carol', { name: `Carol ${number}` })
  }
  await receivedSoFar([whole], chat)
  const { frames } = whole
  // `ready`, six changes, and the conversation that marks the end.
  expect(frames).toHaveLength(1 + 6 + 2)
  for (const [index, { cursor }] of frames.entries()) {
    const resumed = await openStream(server, 'carol', { after: cursor })
    const events = await resumed.until(({ type }) => type === 'ready')
    const rest = frames.slice(index + 1)
    expect(events.slice(0, -1)).toEqual(rest.map(({ event }) => event))
    expect(resumed.frames.slice(0, rest.length)).toEqual(rest)
    expect(events.at(-1)).toMatchObject({ replayed: rest.length })
  }
})

test('a cursor at the end of the log resumes without a replay, each time', async () => {
  const { server } = await serverWithOrder()
  let after = (await liveStream(server, 'alice')).cursor
  for (let number = 0; number < 3; number += 1) {
    const stream = await openStream(server, 'alice', { after })
    expect(await stream.next('ready')).toMatchObject({ replayed: 0 })
    after = stream.cursor
  }
})

test('heartbeats arrive at the announced interval, and move the cursor past events for others', async () => {
  const { server, chat } = await serverWithOrder({ heartbeat: 0.05 })
  const [alice, carol] = [await liveStream(server, 'alice'), await openStream(server, 'carol')]
  expect(await carol.next('ready')).toMatchObject({ heartbeat: 50 })
  await chat.say('order', 'bob', 'Hello')
  const { id } = await alice.next('message.created')
  let cursor = await heartbeat(carol)
  while (placeOf(cursor).id < id) cursor = await heartbeat(carol)
  expect(carol.frames.filter(({ event }) => event).length).toBe(1)
  expect(placeOf(cursor).id).toBe(id)
  await chat.putUser('carol', { name: 'Caroline' })
  await carol.next('user.updated')
  const resumed = await openStream(server, 'carol', { after: cursor })
  const events = await resumed.until(({ type }) => type === 'ready')
  expect(events).toMatchObject([
    { type: 'user.updated', user: { name: 'Caroline' } },
    { type: 'ready', replayed: 1 },
  ])
})

test('cursors never move back, heartbeats included', async () => {
  const { server, chat } = await serverWithOrder({ heartbeat: 0.005 })
  const stream = await liveStream(server, 'alice')
  for (let number = 0; number < 20; number += 1) await chat.say('order', 'bob', `${number}`)
  await receivedSoFar([stream], chat)
  expectAhead(stream)
})

test.each([
  '',
  '0',
  'x.0.1',
  'V1StGXR8_Z',
  'V1StGXR8_Z.0',
  'V1StGXR8_Z.0.',
  'V1StGXR8_Z.0.-1',
  'V1StGXR8_Z.0.1e3',
  'V1StGXR8_Z.0.1.2.3',
  'V1StGXR8_Z.0.1.x',
  'V1StGXR8_Z.0.99999999999999999',
  "V1StGXR8_Z.0.1' OR 1=1",
])('the cursor %j is not valid: a 400 that names the header', async (after) => {
  const { server } = await serverWithOrder()
  const response = await requestStream(server, 'alice', { after })
  expect(response.status).toBe(400)
  expect(Object.keys((await response.json()).errors)).toEqual(['header/Last-Event-ID'])
})
