import { join } from 'node:path'
import { engineTests } from '@openparley/test-kit/engine-tests'
import { PackagesLater } from '@openparley/test-kit/package-order'
import { configDefaults, defineConfig } from 'vitest/config'

const ofPackage = 'test/package/**/*.test.ts'

// The tests start a few hundred Node programs. This halves the CPU time of a start.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/parley/compiled')

// Packages of the workspace resolve to their sources.
const conditions = ['source', 'node']

export default defineConfig({
  environments: { ssr: { resolve: { conditions } }, __vitest__: { resolve: { conditions } } },
  test: {
    // Far more than anything takes on a busy machine: no test fails because it is slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // More workers than the two cores, since many files wait: for programs, for npm or for a heartbeat. With four
    // workers, a quarter of the cores' time was idle; each further one loads all modules again.
    maxWorkers: 5,
    // Modules are loaded, and validators compiled, once for all files of a worker.
    isolate: false,
    // Its dependency `eventsource` has sources in TypeScript under the condition that the workspace uses.
    server: { deps: { inline: ['@modelcontextprotocol/client', 'eventsource'] } },
    sequence: { sequencer: PackagesLater },
    setupFiles: ['packages/test-kit/file-setup.ts'],
    globalSetup: ['packages/test-kit/coverage-setup.ts', 'packages/test-kit/folder-setup.ts'],
    projects: [
      ...engineTests(process.env.ENGINE).map(({ engine, include, exclude }) => ({
        extends: true as const,
        test: {
          name: engine,
          include,
          exclude: [...configDefaults.exclude, ofPackage, ...exclude],
          env: { ENGINE: engine },
          globalSetup: engine === 'postgres' ? ['packages/test-kit/postgres-setup.ts'] : [],
        },
      })),
      {
        extends: true,
        test: {
          name: 'package',
          include: [ofPackage],
          // Each test starts programs that start other programs.
          testTimeout: 120_000,
          globalSetup: ['packages/test-kit/package-setup.ts'],
          setupFiles: ['packages/test-kit/package-ready.ts'],
        },
      },
    ],
  },
})
