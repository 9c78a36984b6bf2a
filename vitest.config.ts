import { engineTests } from '@openparley/test-kit/engine-tests'
import { configDefaults, defineConfig } from 'vitest/config'

const { engines, onEach, only, storeless } = engineTests(process.env.ENGINE)

const ofPackage = 'test/package/**/*.test.ts'

// Packages of the workspace resolve to their sources.
const conditions = ['source', 'node']

export default defineConfig({
  environments: { ssr: { resolve: { conditions } }, __vitest__: { resolve: { conditions } } },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    globalSetup: ['packages/test-kit/coverage-setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'storeless',
          include: storeless,
          exclude: [...configDefaults.exclude, ofPackage],
          typecheck: { enabled: true, include: ['packages/*/test/types/**/*.test-d.ts'] },
        },
      },
      ...engines.map((engine) => ({
        extends: true as const,
        test: {
          name: engine,
          include: [...onEach, ...only(engine)],
          exclude: [...configDefaults.exclude, ofPackage],
          env: { ENGINE: engine },
          globalSetup: engine === 'postgres' ? ['packages/test-kit/postgres-setup.ts'] : [],
        },
      })),
      {
        extends: true,
        test: {
          name: 'package',
          include: [ofPackage],
          globalSetup: [
            'packages/test-kit/installed-setup.ts',
            'packages/test-kit/portals-setup.ts',
          ],
        },
      },
    ],
  },
})
