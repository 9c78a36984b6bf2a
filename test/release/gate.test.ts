import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@openparley/test-kit/program'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ApiChange, apiChanges } from '../../scripts/release/api-changes.ts'
import { judge } from '../../scripts/release/gate.ts'
import { mayFollow, nextVersion } from '../../scripts/release/version.ts'
import { documentOf, type Kind, operations, webhooks } from './kinds.ts'

let changes: ApiChange[]
beforeAll(async () => {
  changes = await apiChanges(documentOf('before', '1.0.0'), documentOf('after', '1.0.0'))
}, 60_000)

const named = (kinds: Kind[], prefix: string) =>
  kinds.map(([name, breaks], index) => [name, breaks, `${prefix}${index}`] as const)

describe('a change breaks callers, or does not', () => {
  test.each([
    ...named(operations, '#/paths/~1operation-'),
    ...named(webhooks, '#/webhooks/webhook-'),
  ])('%s: %s', (_, breaks, place) => {
    const own = changes.filter(({ path }) => path === place || path.startsWith(`${place}/`))
    expect(own).not.toEqual([])
    expect(own.some(({ impact }) => impact === 'major')).toBe(breaks)
  })
})

describe('the gate', () => {
  const released = JSON.parse(readFileSync(join(root, 'generated/openapi.json'), 'utf8'))
  const without = (version: string) => {
    const document = structuredClone(released)
    document.info.version = version
    const { UserProfile } = document.components.schemas
    delete UserProfile.properties.locale
    UserProfile.required = UserProfile.required.filter((name: string) => name !== 'locale')
    return document
  }
  released.info.version = '1.4.2'
  // `npm run gate` compares all paths; these are enough to show what it refuses, and quicker.
  released.paths = Object.fromEntries(
    Object.entries(released.paths).filter(([path]) => path.includes('/users')),
  )

  test('refuses the document without a property, and names it', async () => {
    const { fault } = await judge(released, without('1.5.0'))
    expect(fault).toMatch(/these changes need version 2\.0\.0 in spec\/openapi\.yaml, not 1\.5\.0/)
    expect(fault).toContain('locale')
  })

  test('lets it pass with the next major version', async () => {
    const { fault, changes } = await judge(released, without('2.0.0'))
    expect(fault).toBeUndefined()
    expect(changes.length).toBeGreaterThan(0)
  }, 60_000)
})

test.each([
  ['1.4.2', 'major', '2.0.0'],
  ['1.4.2', 'minor', '1.5.0'],
  ['1.4.2', 'patch', '1.4.3'],
  ['0.1.0', 'major', '0.2.0'],
  ['0.1.0', 'minor', '0.2.0'],
  ['0.1.0', 'patch', '0.1.1'],
] as const)('after %s, a %s change is version %s', (base, impact, version) => {
  expect(nextVersion(base, impact)).toBe(version)
  expect(mayFollow(version, base, impact)).toBe(true)
  expect(mayFollow('10.0.0', base, impact)).toBe(true)
  expect(mayFollow(base, base, impact)).toBe(false)
})

test.each([
  ['1.4.3', '1.4.2', 'minor'],
  ['1.5.0', '1.4.2', 'major'],
  ['0.1.1', '0.1.0', 'major'],
  ['1.3.9', '1.4.2', 'patch'],
] as const)('%s may not follow %s with a %s change', (version, base, impact) => {
  expect(mayFollow(version, base, impact)).toBe(false)
})
