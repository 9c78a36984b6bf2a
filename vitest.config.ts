import { configDefaults, defineConfig } from 'vitest/config'
import { engineTests } from './test/helpers/engine-tests.ts'

const { engines, onEach, only, storeless } = engineTests(process.env.ENGINE)

const ofPackage = 'test/package/**/*.test.ts'

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    globalSetup: ['test/helpers/coverage-setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'storeless',
          include: storeless,
          exclude: [...configDefaults.exclude, ofPackage],
          typecheck: { enabled: true, include: ['test/types/**/*.test-d.ts'] },
        },
      },
      ...engines.map((engine) => ({
        extends: true as const,
        test: {
          name: engine,
          include: [...onEach, ...only(engine)],
          exclude: [...configDefaults.exclude, ofPackage],
          env: { ENGINE: engine },
          globalSetup: engine === 'postgres' ? ['test/helpers/postgres-setup.ts'] : [],
        },
      })),
      {
        extends: true,
        test: {
          name: 'package',
          include: [ofPackage],
          globalSetup: ['test/helpers/installed-setup.ts', 'test/helpers/portals-setup.ts'],
        },
      },
    ],
  },
})
