import { emptyDatabase } from '@openparley/test-kit/database'
import { givenSeed } from '@openparley/test-kit/random'
import { expect, test } from 'vitest'
import { auditOrder } from './order-audit.ts'

// For more events: `npm run soak -- --only webhook-order`.
test('each event is delivered in the order of its conversation, even if the webhook fails with a fifth of them', async () => {
  const seed = givenSeed()
  console.log(`webhooks: SEED=${seed} replays it`)
  const { faults, ...figures } = await auditOrder({
    databaseUrl: await emptyDatabase(),
    ...{ seed, conversations: 20, tens: 3, timeout: 60_000 },
  })
  expect(faults).toEqual([])
  expect(figures.messages).toBe(600)
  // 4 of 25 deliveries fail.
  expect(figures.deliveries).toBeGreaterThanOrEqual(600 + 4 * 24)
})
