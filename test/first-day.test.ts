import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumPath } from '@openparley/test-kit/browser'
import { builtPages } from '@openparley/test-kit/built-pages'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { freePort } from '@openparley/test-kit/free-port'
import { root } from '@openparley/test-kit/program'
import { watchedPage } from '@openparley/test-kit/strict-page'
import { beforeAll, describe, expect, test } from 'vitest'
import { liveFirstDay } from '../scripts/dashboard/first-day.ts'

const guide = readFileSync(join(root, 'docs/first-day.md'), 'utf8')

describe.skipIf(!chromiumPath)('docs/first-day.md (needs chromium)', () => {
  beforeAll(builtPages)

  test('works as it says, from an empty folder to a restored database', async () => {
    const pictures: string[] = []
    const page = await watchedPage({
      // The page of before the restore looks for the server while it stops and is stopped.
      expected: /net::ERR|status of (401|503)/,
    })
    await liveFirstDay({
      page,
      folder: temporaryFolder(),
      ports: { server: await freePort(), receiver: await freePort() },
      picture: async (name) => pictures.push(name),
    })
    const named = [...guide.matchAll(/\]\(dashboard\/(\w+)\.webp\)/g)].map(([, name]) => name)
    expect(pictures).toEqual(named)
  }, 180_000)
})
