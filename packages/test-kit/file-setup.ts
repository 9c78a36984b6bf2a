import { afterAll } from 'vitest'
import { endFile } from './file-end.ts'

// Runs before each test file, where the modules of the kit are loaded once for all files of a worker.
afterAll(endFile)
