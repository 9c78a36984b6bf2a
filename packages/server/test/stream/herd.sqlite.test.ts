import { lastingDatabase } from '@openparley/test-kit/database'
import { expect, test } from 'vitest'
import { herd } from './herd.ts'

// With 2,000 users, and a bound on the server's CPU: `npm run soak -- --only herd`.
test('when users resume after a kill nothing is written to the log, and each learns of each whom it watches once', async () => {
  const users = 50
  const watched = 10
  const figures = await herd({ databaseUrl: await lastingDatabase(), users, watched })
  expect(figures['rows in the log']).toBe(0)
  expect(figures['states answered'] + figures['events told']).toBe(users * watched)
})
