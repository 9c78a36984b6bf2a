import type { AppOptions } from '../../src/operations/apps.ts'

/** Apps for random sequences of calls, each sequence in one of its own. */
export function appsFor(sequences: number): { apps: AppOptions[]; next(): AppOptions } {
  const apps = Array.from({ length: sequences }, (_, index) => ({
    id: `app${index}`,
    secretKey: `sk_test_app_${1000 + index}`,
  }))
  const unused = apps.values()
  return {
    apps,
    next() {
      const { value: app } = unused.next()
      if (!app) throw new Error('No app is left to try a shorter sequence in.')
      return app
    },
  }
}
