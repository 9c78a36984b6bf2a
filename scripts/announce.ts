import { spawnSync } from 'node:child_process'
import { chromiumPath } from '@openparley/test-kit/browser'

// Printed before all tests: what runs, for how long, and what is left out because a program is missing.

const isInstalled = (command: string) =>
  spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0

const programs = [
  {
    isThere: chromiumPath !== undefined,
    tests: 'the tests in a browser',
    get: '`apt-get install chromium`, or set CHROMIUM to its path',
  },
  { isThere: isInstalled('nginx'), tests: 'the test behind nginx', get: '`apt-get install nginx`' },
  {
    isThere: isInstalled('pgbouncer'),
    tests: 'the test behind PgBouncer',
    get: '`apt-get install pgbouncer`',
  },
]

console.log(
  'All tests run on SQLite; what is about the engine runs on PostgreSQL too, which npm packages bring.\n' +
    'The packed packages are installed in an empty folder. This takes at most 7 minutes on two cores.',
)
for (const { isThere, tests, get } of programs)
  if (!isThere) console.log(`Left out: ${tests}. To run them: ${get}.`)
