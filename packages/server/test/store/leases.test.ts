import { emptyDatabase } from '@openparley/test-kit/database'
import { testEngine } from '@openparley/test-kit/engine'
import { expect, onTestFinished, test } from 'vitest'

test('a lease has one holder at a time, is free after its release, and is independent of other leases', async () => {
  const one = await testEngine(await emptyDatabase())
  onTestFinished(() => one.close())
  const lease = await one.lease('webhooks')
  expect(lease?.lost.aborted).toBe(false)
  expect(await one.lease('webhooks')).toBeUndefined()
  expect(await one.lease('other')).toBeDefined()
  await lease?.release()
  expect(lease?.lost.aborted).toBe(false)
  const again = await one.lease('webhooks')
  expect(again).toBeDefined()
  // A second release of the first lease does not release the new one.
  await lease?.release()
  expect(await one.lease('webhooks')).toBeUndefined()
})
