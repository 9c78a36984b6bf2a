import { lastingDatabase } from '@openparley/test-kit/database'
import { expect, test } from 'vitest'
import { herd } from './herd.ts'

// `npm run soak -- --only herd` has 2,000 users and a limit on the CPU time of the server.
test('when users resume after a kill, nothing is written to the log, and each client gets the state of each watched user once', async () => {
  const users = 50
  const watched = 10
  const figures = await herd({ databaseUrl: await lastingDatabase(), users, watched })
  expect(figures['rows in the log']).toBe(0)
  expect(figures['states answered'] + figures['events told']).toBe(users * watched)
})
