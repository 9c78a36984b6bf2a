import { startProgram } from '@openparley/test-kit/program'
import { expect, test } from 'vitest'

const soak = (options: string) =>
  startProgram(`node --conditions=source scripts/soak.ts ${options}`)

test('npm run soak runs the named scenario, and prints the seed and the result', async () => {
  const program = soak('--minutes 0.01 --seed 391 --only kill')
  expect(await program.exit, program.stderr).toBe(0)
  expect(program.stdout).toContain('npm run soak -- --minutes 0.01 --seed 391 --only kill\n')
  expect(program.stdout).toMatch(/\nkill: passed in \d+ s: 2 kills, [1-9]\d* writes answered\.\n$/)
}, 300_000)

test('npm run soak lists the scenarios if the name is unknown', async () => {
  const program = soak('--only rain')
  expect(await program.exit).toBe(1)
  expect(program.stderr).toContain(
    'There is no scenario "rain". There are: browsers, convergence, frozen-database, herd, joins, kill, operator, poison, purges, ' +
      'requests, restore, sequences, slow-bodies, slow-lists, storm, uploads, webhook-order, webhooks.',
  )
})
