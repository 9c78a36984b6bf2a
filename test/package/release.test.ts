import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { root } from '@openparley/test-kit/program'
import { runSteps, type Step, stepsOf } from '@openparley/test-kit/workflow'
import { describe, expect, inject, test } from 'vitest'
import { parse } from 'yaml'
import { packages } from '../../scripts/packages.ts'
import { releasedChangelog } from '../../scripts/release/changelog.ts'

const workflow = (name: string) => join(root, '.github/workflows', name)
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const { scripts, version } = {
  ...JSON.parse(read('package.json')),
  version: JSON.parse(read('packages/server/package.json')).version as string,
}

/** In place of npm and gh: writes each call into a file. Packs nothing, as the packages are packed already. */
const recorder = `#!/usr/bin/env bash
printf '%s\\n' "$(basename "$0") $(printf '%s\\t' "$@")" >> "$CALLS"
if [ "$*" = 'run pack' ]; then mkdir -p dist && cp $TARBALLS dist/; fi
`

const changelog =
  '# Changelog\n\n## Unreleased\n\n### Added\n\n- A thing.\n\n## 0.0.1 - 2026-01-01\n\n- First.\n'

/** Runs the steps of the release of this version, without its builds, its tests and the publication. */
async function release(steps: Step[]) {
  const [workspace, temp, bin] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
  for (const name of ['npm', 'gh']) {
    writeFileSync(join(bin, name), recorder)
    chmodSync(join(bin, name), 0o755)
  }
  const api = '### API\n\nNo changes.\n'
  const text = releasedChangelog(changelog, version, '2026-11-22', api)
  writeFileSync(join(workspace, 'CHANGELOG.md'), text)
  symlinkSync(join(root, 'generated'), join(workspace, 'generated'))
  const calls = join(temp, 'calls.txt')
  await runSteps(steps, {
    workspace,
    temp,
    github: { token: 'ghs_not_a_secret' },
    env: {
      GITHUB_REF_NAME: `v${version}`,
      GITHUB_REPOSITORY: 'openparley/openparley',
      CALLS: calls,
      TARBALLS: inject('tarballs'),
      PATH: `${bin}:${inject('outside').PATH}`,
    },
  })
  const lines = readFileSync(calls, 'utf8').trimEnd().split('\n')
  return { workspace, calls: lines.map((line) => line.trimEnd().replace(' ', '\t').split('\t')) }
}

describe('the workflow of a release', () => {
  const steps = stepsOf(workflow('release.yml'))

  test('tests and builds everything, then publishes each package after its dependencies', async () => {
    const { workspace, calls } = await release(steps)
    const published = calls.flatMap(([program, word, ...words]) =>
      program === 'npm' && word === 'publish' ? [words] : [],
    )
    expect(calls.slice(0, 4).map((words) => words.join(' '))).toEqual([
      'npm ci',
      'npm test',
      'npm run pack',
      'npm run docs',
    ])
    const manifests = published.map(([provenance, access, kind, file = '']) => {
      expect([provenance, access, kind]).toEqual(['--provenance', '--access', 'public'])
      const words = ['-xzOf', join(workspace, file), 'package/package.json']
      return JSON.parse(execFileSync('tar', words, { encoding: 'utf8' }))
    })
    expect(manifests.map(({ name }) => name)).toEqual(packages)
    for (const [
      index,
      { name, repository, private: isPrivate, ...manifest },
    ] of manifests.entries()) {
      const own = Object.keys(manifest.dependencies ?? {}).filter((one) => packages.includes(one))
      expect(packages.slice(0, index), name).toEqual(expect.arrayContaining(own))
      // The registry compares it with the repository that the provenance names.
      expect(repository.url).toBe('git+https://github.com/openparley/openparley.git')
      expect({ version: manifest.version, isPrivate }).toEqual({ version, isPrivate: undefined })
    }
  })

  test('attaches the document to the release, with the section of the changelog as its notes', async () => {
    const { workspace, calls } = await release(steps)
    const [program, ...words] = calls.at(-1) ?? []
    expect([program, ...words.slice(0, 4)]).toEqual([
      'gh',
      'release',
      'create',
      `v${version}`,
      '--verify-tag',
    ])
    const [option, notes = '', ...files] = words.slice(4)
    expect(option).toBe('--notes-file')
    const text = readFileSync(join(workspace, notes), 'utf8')
    expect(text.trim()).toBe('### Added\n\n- A thing.\n\n### API\n\nNo changes.')
    for (const file of files) expect(readFileSync(join(workspace, file)).length).toBeGreaterThan(0)
    expect(files.map((file) => basename(file))).toContain('openapi.json')
    const listed = execFileSync('tar', ['-tzf', join(workspace, 'bruno.tgz')], { encoding: 'utf8' })
    expect(listed).toContain('bruno/opencollection.yml')
  })

  test('may sign the provenance, and deploys the site only after the packages', () => {
    const { jobs } = parse(readFileSync(workflow('release.yml'), 'utf8'))
    expect(jobs.publish.permissions['id-token']).toBe('write')
    expect(jobs.site.needs).toBe('publish')
    expect(jobs.site.permissions).toEqual({ pages: 'write', 'id-token': 'write' })
  })
})

test.each(['test.yml', 'release.yml'])('%s runs only scripts and files that exist', (name) => {
  const lines = stepsOf(workflow(name)).flatMap(({ run = '' }) => run.split('\n'))
  for (const line of lines) {
    const script = /\bnpm run ([\w-]+)/.exec(line)?.[1]
    if (script) expect(Object.keys(scripts), line).toContain(script)
    for (const [file] of line.matchAll(/\btest\/\S+\.ts/g)) expect(read(file)).not.toBe('')
  }
})
