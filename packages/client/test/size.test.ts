import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bundledClient, sessionBytes } from '../../../scripts/client/bundle.ts'

// The bundle is for browsers: an import from Node would fail.
test('the whole client is under 19.8 KB, minified and gzipped, and builds for browsers', async () => {
  const { length } = gzipSync(await bundledClient())
  expect(length).toBeGreaterThan(1024)
  expect(length).toBeLessThan(19.8 * 1024)
})

test('what a page with a session loads first is under 15 KB, minified and gzipped', async () => {
  const { firstLoad, parts } = await sessionBytes()
  expect(firstLoad).toBeGreaterThan(1024)
  expect(firstLoad).toBeLessThan(15 * 1024)
  expect([...parts.keys()].sort()).toEqual([
    ...[
      'connection/shared-stream',
      'session/search',
      'session/upload',
      'state/conversation-filter',
    ],
  ])
})
