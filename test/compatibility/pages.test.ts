import { appsWith } from '@openparley/test-kit/apps-with'
import { userToken } from '@openparley/test-kit/token'
import { expect, test } from 'vitest'

const origin = 'https://shop.example'
const { shop } = await appsWith({ shop: { allowedOrigins: [origin] } })

test("accepts calls from pages of the app's allowed origins, with whatever token they have", async () => {
  const authorization = `Bearer ${await userToken(shop, 'alice')}`
  for (const [method, path, headers] of [
    ['PUT', '/users/alice', { origin }],
    ['GET', '/users', { origin }],
    ['GET', '/realtime/users/alice', { origin, authorization }],
  ] as const) {
    const answer = await shop.call(method, path, {
      headers,
      ...(method === 'PUT' && { body: { name: 'Alice' } }),
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
  }
  const asked = { origin, 'access-control-request-method': 'PUT' }
  const preflight = await fetch(`${shop.baseUrl}/v1/shop/users/alice`, {
    method: 'OPTIONS',
    headers: { ...asked, 'access-control-request-headers': 'authorization,content-type' },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT')
})
