import { testApp } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'

test("reads and changes the app, as the first call of the hosted service's guide does", async () => {
  const { call, appId } = await testApp()
  expect(await call('GET', '')).toMatchObject({
    status: 200,
    body: { id: appId, defaultLocale: 'en-US', custom: {} },
  })
  const body = { id: appId, defaultLocale: 'nl-NL', custom: { plan: 'pro' } }
  expect(await call('PUT', '', { body })).toMatchObject({ status: 200, body: {} })
  expect(await call('GET', '/')).toMatchObject({ status: 200, body })
})
