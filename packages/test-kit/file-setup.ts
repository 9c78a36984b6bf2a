import { afterAll, vi } from 'vitest'
import { endFile } from './file-end.ts'
import { globalsSince } from './globals.ts'

// Runs before each test file, as the modules of the kit are loaded only once per worker.
const changed = globalsSince()

// Hooks after a file run in the reverse order: this is the last one.
afterAll(async () => {
  await endFile()
  vi.unstubAllGlobals()
  vi.useRealTimers()
  vi.restoreAllMocks()
  const left = changed()
  if (left.length > 0)
    throw new Error(`The file leaves changed globals to the next file of its worker: ${left}.`)
})
