import { chatOf } from '@openparley/test-kit/chat'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { hasCaddy, hasNginx, startCaddy, startNginx } from '@openparley/test-kit/proxies'
import { clientOf, testServer } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

test.for([
  { name: 'nginx', start: startNginx, isMissing: !hasNginx },
  { name: 'Caddy', start: startCaddy, isMissing: !hasCaddy },
])(
  'calls and streams pass through $name as docs/operating.md sets it up (needs $name)',
  async ({ start, isMissing }, { skip }) => {
    skip(isMissing)
    const server = await testServer({
      trustedProxies: ['127.0.0.1'],
      rateLimits: { address: { perSecond: 100 } },
    })
    const baseUrl = await start(server.baseUrl)
    const proxied = { ...server, baseUrl }
    const chat = chatOf(clientOf(proxied))
    await chat.conversationWith('order', ['alice', 'bob'])
    const stream = await liveStream(proxied, 'alice')
    for (const text of ['One', 'Two']) {
      const [id] = await chat.say('order', 'bob', text)
      const { message } = await stream.next('message.created')
      expect(message).toMatchObject({ id, text })
    }
    const tooLarge = new Request(`${baseUrl}/v1/shop/users/alice`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${server.secretKey}`, 'content-type': 'application/json' },
      body: ' '.repeat(1024 * 1024 + 1),
    })
    expect((await checkedFetch(tooLarge)).headers.get('content-type')).toContain('problem+json')
    const document = await (await checkedFetch(new Request(`${baseUrl}/openapi.json`))).json()
    expect(document.servers[0].url).toBe(baseUrl)
    await server.close()
    expect((await stream.rest()).at(-1)).toEqual({ type: 'closed', reason: 'stopping' })
  },
)
