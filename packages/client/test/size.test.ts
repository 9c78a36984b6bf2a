import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bundledClient, sessionBytes, wholeBytes } from '../../../scripts/client/bundle.ts'

// The bundle is for browsers: an import from Node would fail.
test('the whole client is under 18 KB, minified and gzipped, and builds for browsers', async () => {
  const bytes = await wholeBytes()
  expect(bytes).toBeGreaterThan(1024)
  expect(bytes).toBeLessThan(18 * 1024)
})

test('the whole client is under 19 KB with esbuild, which shares fewer names', async () => {
  expect(gzipSync(await bundledClient()).length).toBeLessThan(19 * 1024)
})

test('a page with a session loads 11.9 KB first and 16 KB until it is connected, and less than 1 KB for each further use', async () => {
  const { firstLoad, parts } = await sessionBytes()
  expect(firstLoad).toBeGreaterThan(1024)
  expect(firstLoad).toBeLessThan(11.9 * 1024)
  const { 'connection/session-stream': stream, ...onUse } = Object.fromEntries(parts)
  expect(firstLoad + (stream ?? Number.NaN)).toBeLessThan(16 * 1024)
  expect(Object.keys(onUse).sort()).toEqual([
    'session/own-reactions',
    'session/search',
    'session/upload',
    'state/conversation-filter',
  ])
  expect(Math.max(...Object.values(onUse))).toBeLessThan(1024)
})
