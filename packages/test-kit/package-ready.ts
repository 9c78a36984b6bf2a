import { existsSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { inject } from 'vitest'

// Runs before each file of the tests of the packages, which are installed while other tests run.
const outcome = inject('outcome')
while (!existsSync(outcome)) await setTimeout(200)
const error = readFileSync(outcome, 'utf8')
if (error) throw new Error(`The packages cannot be installed:\n${error}`)
