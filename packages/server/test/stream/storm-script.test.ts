import { startProgram } from '@openparley/test-kit/program'
import { expect, test } from 'vitest'

test('the script storms as it is asked to, and tells how to do it again and what came of it', async () => {
  const command =
    'node --conditions=source scripts/storm.ts --nodes 1 --kills 1 --seconds 2 --streams 5 --seed 391'
  const program = startProgram(command)
  expect(await program.exit, program.stderr).toBe(0)
  expect(program.stdout).toContain(`${command}\n`)
  expect(program.stdout).toMatch(/ [1-9]\d* kills, .* none missing, none twice, all in order\.\n$/)
})
