import { gzipSync } from 'node:zlib'
import { dashboardBundle } from '@openparley/test-kit/bundles'
import { expect, test } from 'vitest'

test('the dashboard has at most 60 KB in all, minified and gzipped, and loads each page on use', async () => {
  const { files, firstLoad, parts } = await dashboardBundle()
  const sizes = [...files]
    .filter(([name]) => !name.endsWith('.txt'))
    .map(([, one]) => gzipSync(one).length)
  const all = sizes.reduce((sum, size) => sum + size, 0)
  expect(all).toBeGreaterThan(firstLoad)
  expect(all).toBeLessThan(60 * 1024)
  expect(firstLoad).toBeLessThan(24 * 1024)
  expect([...parts.keys()]).toContain('pages/apps')
})
