import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bundledClient, sessionBytes } from '../../../scripts/client/bundle.ts'

// The bundle is for browsers: an import from Node would fail.
test('the whole client is under 19.25 KB, minified and gzipped, and builds for browsers', async () => {
  const { length } = gzipSync(await bundledClient())
  expect(length).toBeGreaterThan(1024)
  expect(length).toBeLessThan(19.25 * 1024)
})

test('a session without searches and uploads is under 17.5 KB, minified and gzipped', async () => {
  const length = await sessionBytes()
  expect(length).toBeGreaterThan(1024)
  expect(length).toBeLessThan(17.5 * 1024)
})
