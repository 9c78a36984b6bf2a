import { operations } from '@openparley/spec/operations'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { requestBytes, sendRaw } from '@openparley/test-kit/raw'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { expect, test } from 'vitest'

const reads = Object.entries(operations).filter(([, { method }]) => method === 'GET')
const values: Record<string, string> = { userId: 'alice', conversationId: 'boots' }

async function request(server: TestApp, method: string, path: string, security: readonly string[]) {
  const token = security.includes('userToken') ? await userToken(server, 'alice') : server.secretKey
  const parts: Record<string, string> = { ...values, appId: server.appId }
  const url = server.baseUrl + path.replaceAll(/\{(\w+)\}/g, (_, name) => parts[name] ?? 'none')
  const headers = security.length > 0 ? { authorization: `Bearer ${token}` } : {}
  const connection = new AbortController()
  const response = await checkedFetch(
    new Request(url, { method, headers, signal: connection.signal }),
  )
  // `fetch` uses another connection for HEAD.
  const {
    date: _,
    connection: __,
    'keep-alive': ___,
    'x-request-id': ____,
    ...told
  } = Object.fromEntries(response.headers)
  const isStream = told['content-type']?.startsWith('text/event-stream')
  const text = isStream && method === 'GET' ? '' : await response.text()
  connection.abort()
  return { status: response.status, headers: told, text }
}

test.each(reads)(
  '%s accepts HEAD: the same status and headers, and no body',
  async (_, operation) => {
    const server = await testApp()
    await server.call('PUT', '/users/alice', { body: { name: 'Alice' } })
    await server.call('PUT', '/conversations/boots', { body: { participants: ['alice'] } })
    for (const security of [operation.security, []]) {
      const { text: _, ...get } = await request(server, 'GET', operation.path, security)
      const head = await request(server, 'HEAD', operation.path, security)
      expect(head).toEqual({ ...get, text: '' })
    }
  },
)

test.each(['/health', '/openapi.json', '/openapi.yaml', '/docs', '/'])(
  '%s accepts HEAD, as health checks send it',
  async (path) => {
    const server = await testApp()
    const { status, headers, body } = await sendRaw(server, requestBytes(server, 'HEAD', path))
    const get = await sendRaw(server, requestBytes(server, 'GET', path))
    expect({ status, body }).toEqual({ status: get.status, body: '' })
    for (const name of ['content-length', 'content-type', 'etag', 'location'])
      expect(headers.get(name), name).toBe(get.headers.get(name))
  },
)
