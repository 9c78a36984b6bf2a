import { endLeaseSessions, lastingDatabase } from '@openparley/test-kit/database'
import { testEngine } from '@openparley/test-kit/engine'
import { expect, onTestFinished, test } from 'vitest'

async function opened(url: string) {
  const made = await testEngine(url)
  onTestFinished(() => made.close())
  return made
}

test('one of two processes holds a lease, and the other gets it when the first ends', async () => {
  const url = await lastingDatabase()
  const [one, two] = [await testEngine(url), await opened(url)]
  expect(await one.lease('webhooks')).toBeDefined()
  expect(await two.lease('webhooks')).toBeUndefined()
  await one.close()
  // PostgreSQL releases it when it notices that the connection is closed.
  await expect.poll(() => two.lease('webhooks')).toBeDefined()
})

test('a process whose session is ended notices that its leases are lost, and can take them again', async () => {
  const url = await lastingDatabase()
  const one = await opened(url)
  const leases = [await one.lease('webhooks'), await one.lease('node one')]
  const lost = leases.map(
    (lease) => new Promise((resolve) => lease?.lost.addEventListener('abort', resolve)),
  )
  await endLeaseSessions(url)
  await Promise.all(lost)
  expect(await one.lease('webhooks')).toBeDefined()
})
