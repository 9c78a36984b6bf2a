import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { openFileStore } from '../../../src/store/files/file-store.ts'
import { s3Place } from '../../../src/store/files/s3-place.ts'
import { someBytes as bytes, hasS3, s3Store, streamOf } from './stores.ts'

const keys = { accessKeyId: 'id', secretAccessKey: 'secret' }

test.each([
  ['s3://shop', {}, 'https://shop.s3.us-east-1.amazonaws.com/'],
  ['s3://shop', { region: 'eu-west-1' }, 'https://shop.s3.eu-west-1.amazonaws.com/'],
  ['s3://shop?region=eu-west-3', { region: 'x' }, 'https://shop.s3.eu-west-3.amazonaws.com/'],
  ['s3://shop/a/b/', {}, 'https://shop.s3.us-east-1.amazonaws.com/a/b/'],
  ['s3://the.shop/a', {}, 'https://s3.us-east-1.amazonaws.com/the.shop/a/'],
  ['s3://shop', { endpoint: 'http://minio:9000' }, 'http://minio:9000/shop/'],
  ['s3://shop/a?endpoint=https://r2.example/', { endpoint: 'x' }, 'https://r2.example/shop/a/'],
])('%s with %j is at %s', (url, settings, base) => {
  expect(s3Place(url, { ...keys, ...settings }).base).toBe(base)
})

test('credentials of the URL come first, and without the session of the others', () => {
  const settings = { ...keys, sessionToken: 'session' }
  expect(s3Place('s3://me:a%2Fb@shop', settings)).toMatchObject({
    accessKeyId: 'me',
    secretAccessKey: 'a/b',
    sessionToken: undefined,
  })
  expect(s3Place('s3://shop', settings)).toMatchObject(settings)
})

test.each([
  ['s3://', 'FILES_URL must be s3://<bucket>'],
  ['s3://shop:9000', 'FILES_URL must be s3://<bucket>'],
  ['s3://shop/a b', 'FILES_URL must be s3://<bucket>'],
  ['s3://shop/../x//y', 'FILES_URL must be s3://<bucket>'],
  ['s3://shop?endpoint=minio:9000', 'The endpoint of FILES_URL must be a URL'],
  ['s3://shop?host=minio', 'FILES_URL has an unknown parameter: host'],
])('%s is refused, and the message has no credentials', (url, reason) => {
  const parse = () => s3Place(url.replace('s3://', 's3://id:topsecret@'), {})
  expect(parse).toThrow(reason)
  expect(parse).not.toThrow('topsecret')
})

test('credentials are required', () => {
  expect(() => s3Place('s3://shop', {})).toThrow('needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS')
})

test.skipIf(!hasS3)(
  'a missing bucket and wrong credentials end the start with a message (needs versitygw or rclone)',
  async () => {
    const { server } = await s3Store()
    const other = (from: string, to: string) => openFileStore(server.url.replace(from, to))
    await expect(other('@shop/', '@other/')).rejects.toThrow(
      new RegExp(`^The bucket other of ${server.endpoint} cannot be used: 404 NoSuchBucket`),
    )
    await expect(other('-secret@', '-wrong@')).rejects.toThrow(
      /^The bucket shop of .* cannot be used: 403 SignatureDoesNotMatch/,
    )
  },
)

test.skipIf(!hasS3)(
  'while the server is away every call is unavailable, and works again later (needs versitygw or rclone)',
  async () => {
    const { server } = await s3Store()
    const said: string[] = []
    const listener = {
      onUnavailable: (cause: unknown) => said.push(String((cause as { code?: string }).code)),
      onAvailable: () => said.push('again'),
    }
    const store = await openFileStore(server.url, { listener })
    onTestFinished(() => store.close())
    await store.put('file_a', streamOf(bytes), bytes.length)
    await server.stop()
    await expect(store.put('file_b', streamOf(bytes), bytes.length)).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The file storage is not available now. Try again.',
    })
    await expect(store.get('file_a')).rejects.toMatchObject({ code: 'unavailable' })
    await expect(store.delete('file_a')).rejects.toMatchObject({ code: 'unavailable' })
    const later = await openFileStore(server.url)
    onTestFinished(() => later.close())
    await server.start()
    expect((await buffer((await later.get('file_a')) as Readable)).equals(bytes)).toBe(true)
    await store.put('file_b', streamOf(bytes), bytes.length)
    await store.delete('file_a')
    await store.get('file_a')
    expect(said).toEqual(['ECONNREFUSED', 'again'])
    expect(server.names()).toEqual(['file_b'])
    await store.delete('file_b')
  },
)

test('a request is repeated after an error of the server, and fails after the third', async () => {
  const statuses = [200, 503, 500, 200, 500, 503, 429]
  const lengths: string[] = []
  const server = createServer(async (request, response) => {
    lengths.push(`${request.method} ${(await buffer(request)).length}`)
    response.writeHead(statuses.shift() ?? 204).end()
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const { S3Files } = await import('../../../src/store/files/s3.ts')
  const store = new S3Files(s3Place(`s3://shop?endpoint=http://127.0.0.1:${port}`, keys))
  onTestFinished(() => store.close())
  await store.put('first', streamOf(bytes), bytes.length)
  await store.put('second', streamOf(bytes), bytes.length)
  await expect(store.put('third', streamOf(bytes), bytes.length)).rejects.toMatchObject({
    code: 'unavailable',
  })
  expect(lengths).toEqual([...Array(7).fill('PUT 150000'), 'DELETE 0'])
  await expect(store.get('first', { start: 0, end: 1 })).rejects.toMatchObject({
    cause: { message: 'The server does not support ranges.' },
  })
})
