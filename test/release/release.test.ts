import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '@openparley/test-kit/program'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { apiSection, releasedChangelog } from '../../scripts/release/changelog.ts'
import { setVersion } from '../../scripts/release/workspace.ts'

test('all packages, their dependencies on each other and the document get the version', () => {
  const copy = mkdtempSync(join(tmpdir(), 'parley-version-'))
  const places = ['{generated,packages/*,examples/*}/package.json', 'spec/openapi.yaml']
  for (const file of globSync([...places, 'examples/workflow.yml', 'README.md'], { cwd: root })) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  setVersion(copy, '7.8.9')
  const read = (file: string) => readFileSync(join(copy, file), 'utf8')
  for (const file of globSync('{generated,packages/*,examples/*}/package.json', { cwd: copy })) {
    const { version = '7.8.9', dependencies = {} } = JSON.parse(read(file))
    const own = Object.entries(dependencies).filter(([name]) => /^@?openparley(\/|$)/.test(name))
    expect([version, ...own.map(([, wanted]) => String(wanted).replace('^', ''))]).toEqual(
      Array(own.length + 1).fill('7.8.9'),
    )
  }
  expect(parse(read('spec/openapi.yaml')).info.version).toBe('7.8.9')
  expect(read('examples/workflow.yml')).toContain('openparley/openparley@v7.8.9')
  expect(read('README.md')).toContain('**Status**: 7.8.9')
})

test('the unreleased section becomes the section of the version, with the changes of the API', () => {
  const api = apiSection([
    {
      impact: 'major',
      path: '#/paths/~1users/get/responses/200/content/x',
      message: 'Property `locale` was removed.',
    },
    { impact: 'minor', path: '#/paths/~1users/get/parameters/3', message: 'It was added.' },
    { impact: 'minor', path: '#/paths/~1users/get/parameters/4', message: 'It was added.' },
  ])
  const text =
    '# Changelog\n\n## Unreleased\n\n### Added\n\n- A thing.\n\n## 0.1.0 - 2026-01-01\n\n- First.\n'
  expect(releasedChangelog(text, '0.2.0', '2026-11-22', api)).toBe(`# Changelog

## Unreleased

## 0.2.0 - 2026-11-22

### Added

- A thing.

### API

Breaking:

- GET /users: Property \`locale\` was removed.

New:

- GET /users: It was added.

## 0.1.0 - 2026-01-01

- First.
`)
  expect(() => releasedChangelog(text, '0.1.0', '2026-11-22', api)).toThrow(
    'a section 0.1.0 already',
  )
  expect(() => releasedChangelog('## Unreleased\n', '0.2.0', '2026-11-22', api)).toThrow(
    'says nothing about what is unreleased',
  )
})
