import { testApp } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'

const json = 'application/json'
const problem = 'application/problem+json'

// Generated clients in Go compare the whole type of a response with those of the document.
test.each([
  ['GET', '/users', undefined, 200, json],
  ['PUT', '/users/alice', { body: { name: 'Alice' } }, 200, json],
  ['PUT', '/users', { body: { bob: {} } }, 400, json],
  ['PUT', '/users', { body: [] }, 400, problem],
  ['PUT', '/users', { body: '{', headers: { 'content-type': 'application/json' } }, 400, problem],
  ['GET', '/users/nobody', undefined, 404, problem],
  ['GET', '/nothing', undefined, 404, problem],
  ['POST', '/users', undefined, 405, problem],
] as const)('%s %s of %j is a %i as %s, without a charset', async (...row) => {
  const [method, path, options, status, type] = row
  const { call } = await testApp()
  const response = await call(method, path, options as never)
  expect([response.status, response.headers.get('content-type')]).toEqual([status, type])
})
