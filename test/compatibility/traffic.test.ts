import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { testApp } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'
import type { RecordedCall } from '../../scripts/clients/recorder.ts'
import { difference, story } from '../../scripts/clients/story.ts'

const folder = join(import.meta.dirname, 'traffic')

test('there are recordings of clients in several languages', () => {
  const languages = globSync('*.json', { cwd: folder }).map((file) => file.split('-')[0])
  expect(new Set(languages).size).toBeGreaterThanOrEqual(3)
})

// Recorded by `npm run clients`.
test.each(globSync('*.json', { cwd: folder }).sort())(
  'the requests of %s get the statuses of the story',
  async (file) => {
    const recorded: RecordedCall[] = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    expect(difference(recorded)).toBeUndefined()

    const { call, secretKey } = await testApp()
    const messages: string[] = []
    for (const { method, path, headers, body, status } of recorded) {
      const response = await call(
        method,
        path.replace(/\{message (\d+)\}/g, (_, number) => messages[number - 1] ?? ''),
        {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [
              name,
              value.replace('{key}', secretKey),
            ]),
          ),
          ...(body !== undefined && { body }),
        },
      )
      expect(response.status, `${method} ${path}`).toBe(status)
      if (Array.isArray(response.body)) messages.push(...response.body.map(({ id }) => id))
    }
    expect(messages).toHaveLength(2)
    expect(recorded).toHaveLength(story.length)
  },
)
