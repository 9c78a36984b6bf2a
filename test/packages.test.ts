import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@openparley/test-kit/program'
import { describe, expect, test } from 'vitest'

const read = (file: string) => readFileSync(join(root, file), 'utf8')

type Manifest = Record<string, Record<string, string>> & { workspaces?: string[] }
const manifest = (folder: string): Manifest => JSON.parse(read(join(folder, 'package.json')))

const { workspaces = [], allowScripts } = manifest('.')
const manifests = ['.', ...workspaces].map(manifest)
const all = Object.assign(
  {},
  ...manifests.flatMap(({ dependencies, devDependencies }) => [dependencies, devDependencies]),
) as Record<string, string>

const own = new Set(workspaces.map((folder) => String(manifest(folder).name)))
const foreign = Object.keys(all).filter((name) => !own.has(name))

interface Locked {
  version: string
  hasInstallScript?: boolean
}
const locked: Record<string, Locked> = JSON.parse(read('package-lock.json')).packages

test.each(Object.entries(all))('%s is pinned exactly: %s', (_, version) => {
  expect(version).toMatch(/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/)
})

test('every dependency has its reason in CONTRIBUTING.md', () => {
  const rows = [...read('CONTRIBUTING.md').matchAll(/^\| ([^|]+) \| [^|]+ \|$/gm)]
  const named = rows
    .flatMap(([, names = '']) => names.replace(' (dev)', '').split(', '))
    .filter((name) => name in all)
  expect(named.sort()).toEqual(foreign.sort())
})

describe('the install scripts of packages', () => {
  const withScripts = Object.entries(locked)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''))

  test('are all allowed or denied in package.json, so npm asks no question', () => {
    expect(Object.keys(allowScripts ?? {}).sort()).toEqual([...new Set(withScripts)].sort())
  })

  test('are allowed for Node and denied for packages that work without them', () => {
    const allowed = Object.entries(allowScripts ?? {}).filter(([, isAllowed]) => isAllowed)
    expect(allowed.map(([name]) => name)).toContain('node')
  })
})
