import { chatOf, dataOf } from '@openparley/test-kit/chat'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { forward, forwardResponse, startGateway } from '@openparley/test-kit/gateway'
import { testNetwork } from '@openparley/test-kit/network'
import { testApp } from '@openparley/test-kit/server'
import { recordedList, testSession } from '@openparley/test-kit/session'
import { userToken } from '@openparley/test-kit/token'
import { describe, expect, test } from 'vitest'
import type { FileBlock, FileToken, MessageSnapshot, SendMessageParams } from '../src/index.ts'

/** A PNG of one pixel. */
const png = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  ),
  (character) => character.charCodeAt(0),
)
const picture = new Blob([png])

/** The header of a WAV file without samples. */
const wav = Uint8Array.from(
  'RIFF$\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0@\x1f\0\0\x01\0\x08\0data\0\0\0\0',
  (character) => character.charCodeAt(0),
)

/** An app where alice and bob are in the conversation `boots`. */
async function site(settings = {}) {
  const app = await testApp({ settings })
  await chatOf(app.client).conversationWith('boots', ['alice', 'bob'])
  return app
}

const fileIn = ({ content }: MessageSnapshot) => content[0] as FileBlock & { type: 'file' }
const sent = (fileToken: FileToken): SendMessageParams => ({
  content: [{ type: 'file', fileToken }],
})

test('a picture is sent by its token, and everyone sees its URL and its size', async () => {
  const app = await site()
  const alice = testSession(app, 'alice')
  const bob = testSession(app, 'bob').conversation('boots')
  const seen = recordedList(bob.subscribeMessages)
  const token = await alice.uploadImage(picture, { filename: 'one pixel.png' })
  await alice.conversation('boots').send(sent(token))
  const [message] = (await seen.last({ items: [{ plaintext: '' }] })).items ?? []
  const file = fileIn(message as MessageSnapshot)
  expect(file).toEqual({
    type: 'file',
    subtype: 'image',
    fileToken: token,
    url: expect.stringContaining(token),
    size: png.length,
    filename: 'one pixel.png',
    width: 1,
    height: 1,
  })
  const response = await checkedFetch(new Request(file.url))
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(png)
})

test('the known properties of a file are sent with it, and its type is read from its bytes', async () => {
  const alice = testSession(await site(), 'alice')
  const boots = alice.conversation('boots')
  const fileOf = async (token: FileToken) =>
    fileIn((await (await boots.send(sent(token))).get()) as MessageSnapshot)
  const sound = new Blob([wav])
  const metadata = { filename: 'hello.wav', duration: 2.5 }
  expect(await fileOf(await alice.uploadAudio(sound, metadata))).toMatchObject({
    subtype: 'audio',
    ...metadata,
  })
  expect(await fileOf(await alice.uploadVoice(sound, metadata))).toMatchObject({
    subtype: 'voice',
    ...metadata,
  })
  const text = new Blob(['size,count'])
  const video = { filename: 'no video.mp4', width: 4, height: 3, duration: 2 }
  for (const token of [
    await alice.uploadFile(text, { filename: video.filename }),
    await alice.uploadVideo(text, video),
  ]) {
    const file = await fileOf(token)
    expect(file).toMatchObject({ subtype: 'generic', filename: video.filename, size: text.size })
    expect(file).not.toHaveProperty('width')
  }
})

test('an edit may put a file in the place of the text', async () => {
  const alice = testSession(await site(), 'alice')
  const message = await alice.conversation('boots').send('Look!')
  const token = await alice.uploadImage(picture, { filename: 'boots.png' })
  await message.edit(sent(token))
  const edited = (await message.get()) as MessageSnapshot
  expect(fileIn(edited)).toMatchObject({ fileToken: token, filename: 'boots.png' })
})

describe('a message with a file that is being sent', () => {
  test('shows the file at once', async () => {
    const app = await site()
    const network = testNetwork()
    const alice = testSession(app, 'alice', { fetch: network.fetch })
    const boots = alice.conversation('boots')
    const seen = recordedList(boots.subscribeMessages)
    await seen.last({ items: [] })
    const token = await alice.uploadImage(picture, { filename: 'boots.png' })
    const held = network.hold('/messages', 'request')
    const sending = boots.send(sent(token))
    const { items } = await seen.last({ items: [{ delivery: 'pending' }] })
    const pending = fileIn(items?.[0] as MessageSnapshot)
    expect(pending).toMatchObject({ subtype: 'image', size: png.length, width: 1, height: 1 })
    ;(await held)()
    await sending
    const last = await seen.last({ items: [{ delivery: 'sent' }] })
    expect(fileIn(last.items?.[0] as MessageSnapshot)).toEqual(pending)
  })

  test('shows a file of another session as soon as the server returns its properties', async () => {
    const app = await site()
    const token = await testSession(app, 'alice').uploadImage(picture, { filename: 'boots.png' })
    const network = testNetwork()
    const boots = testSession(app, 'alice', { fetch: network.fetch }).conversation('boots')
    const seen = recordedList(boots.subscribeMessages)
    await seen.last({ items: [] })
    const held = network.hold('/messages', 'request')
    const sending = boots.send(sent(token))
    const { items } = await seen.last({ items: [{ delivery: 'pending' }] })
    expect(fileIn(items?.[0] as MessageSnapshot)).toEqual({
      type: 'file',
      subtype: 'generic',
      fileToken: token,
      url: '',
      size: 0,
      filename: '',
    })
    ;(await held)()
    await sending
    const last = await seen.last({ items: [{ delivery: 'sent' }] })
    expect(fileIn(last.items?.[0] as MessageSnapshot)).toMatchObject({ subtype: 'image' })
  })
})

test('onProgress is called with the bytes sent so far, up to the size of the file', async () => {
  const alice = testSession(await site(), 'alice')
  const big = new Blob([png, new Uint8Array(1_000_000)])
  const told: number[] = []
  await alice.uploadImage(
    big,
    { filename: 'big.png' },
    {
      onProgress(sentBytes, totalBytes) {
        expect(totalBytes).toBe(big.size)
        told.push(sentBytes)
      },
    },
  )
  expect(told.length).toBeGreaterThan(2)
  expect(told).toEqual(told.toSorted((one, other) => one - other))
  expect(told.at(-1)).toBe(big.size)
})

test('a cancelled upload rejects with the reason, and ends', async () => {
  const complete = Promise.withResolvers<boolean>()
  const cancel = new AbortController()
  const baseUrl = await startGateway((request) => {
    request.once('data', () => cancel.abort(new Error('Never mind')))
    request.once('close', () => complete.resolve(request.complete))
  })
  const server = { baseUrl, appId: 'shop', secretKey: 'sk_test_shop_0001' }
  const alice = testSession(server, 'alice', { fetch: globalThis.fetch })
  const large = new Blob([new Uint8Array(20_000_000)])
  const { signal } = cancel
  const upload = () => alice.uploadFile(large, { filename: 'large' }, { signal })
  await expect(upload()).rejects.toThrow('Never mind')
  expect(await complete.promise).toBe(false)
  await expect(upload()).rejects.toThrow('Never mind')
})

test('a token that the server refuses is renewed, and the whole file is sent again', async () => {
  const app = await site()
  const tokens: string[] = []
  const baseUrl = await startGateway(async (request, response) => {
    tokens.push(request.headers.authorization ?? '')
    if (tokens.length === 1) request.headers.authorization = 'Bearer refused'
    forwardResponse(await forward(request, app.baseUrl + request.url), response)
  })
  let now = Date.now()
  const alice = testSession({ ...app, baseUrl }, 'alice', {
    tokenFetcher() {
      now += 1000
      return userToken(app, 'alice', now)
    },
  })
  const token = await alice.uploadImage(picture, { filename: 'boots.png' }, { onProgress() {} })
  await alice.conversation('boots').send(sent(token))
  expect(new Set(tokens.slice(0, 2)).size).toBe(2)
})

describe('an upload that the server refuses', () => {
  test('says which permission is missing', async () => {
    const app = await site({ roles: { default: { uploadFiles: false } } })
    const upload = testSession(app, 'alice').uploadFile(picture, { filename: 'boots.png' })
    await expect(upload).rejects.toMatchObject({
      name: 'ProblemError',
      status: 403,
      detail: expect.stringContaining('uploadFiles'),
    })
  })

  test('says what is wrong with the file', async () => {
    const alice = testSession(await site(), 'alice')
    await expect(alice.uploadFile(new Blob([]), { filename: 'nothing' })).rejects.toMatchObject({
      name: 'ProblemError',
      status: 400,
    })
  })
})

test('a message of another app cannot have the file', async () => {
  const token = await testSession(await site(), 'alice').uploadImage(picture, { filename: 'a.png' })
  const other = await site()
  const params = { path: { conversationId: 'boots' } }
  await expect(
    testSession(other, 'alice').conversation('boots').send(sent(token)),
  ).rejects.toMatchObject({ status: 400 })
  const list = other.client.GET('/conversations/{conversationId}/messages', { params })
  expect((await dataOf(list)).data).toEqual([])
})
