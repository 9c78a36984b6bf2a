import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bundledClient } from '../../../scripts/client/bundle.ts'

// The bundle is for browsers: an import from Node would fail.
test('the whole client is under 18.25 KB, minified and gzipped, and builds for browsers', async () => {
  const { length } = gzipSync(await bundledClient())
  expect(length).toBeGreaterThan(1024)
  expect(length).toBeLessThan(18.25 * 1024)
})
