import type { Engine } from './engine.ts'

/** Ends a first run, so that nothing of it stays. */
class FirstRun extends Error {}

/**
 * The engine with every `work` of a transaction run twice, as a database that asks for a repeat does: once in a
 * transaction that is rolled back, whatever came of it, and then for good.
 */
export const repeatedWrites = (engine: Engine): Engine => ({
  ...engine,
  async transaction(locks, work, options) {
    await engine
      .transaction(locks, async (connection) => {
        await work(connection).catch(() => undefined)
        throw new FirstRun('The first run of a write that runs twice.')
      })
      .catch((error) => {
        if (!(error instanceof FirstRun)) throw error
      })
    return engine.transaction(locks, work, options)
  },
})
