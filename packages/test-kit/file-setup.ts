import { afterAll } from 'vitest'
import { endFile } from './file-end.ts'

// Runs before each test file, as the modules of the kit are loaded only once per worker.
afterAll(endFile)
