import { execFileSync } from 'node:child_process'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@openparley/test-kit/program'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, inject, test } from 'vitest'

const installed = inject('installed')
const own = join(installed, 'node_modules/openparley')
const manifest = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'))

const filesIn = (folder: string) =>
  globSync('**', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile())

const bytesOf = (folder: string) =>
  filesIn(folder).reduce(
    (sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size,
    0,
  )

describe('the package', () => {
  test('publint reports nothing', async () => {
    const { messages } = await publint({ pkgDir: own, pack: false, level: 'suggestion' })
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([])
  })

  test('the types of every export can be resolved', () => {
    const yaml = Object.keys(manifest.exports).filter((name) => name.endsWith('.yaml'))
    const words = ['--profile', 'esm-only', '--no-emoji', '--format', 'ascii']
    const excluded = ['--exclude-entrypoints', ...yaml]
    const print = () =>
      execFileSync('node_modules/.bin/attw', [inject('tarball'), ...words, ...excluded], {
        cwd: root,
        encoding: 'utf8',
      })
    expect(print()).toContain('openparley/server')
  })

  test('contains neither tests nor the sources of the document', () => {
    const names = filesIn(own).map(({ parentPath, name }) =>
      join(parentPath, name).slice(own.length + 1),
    )
    expect(names.filter((name) => !/^(dist|site)\//.test(name)).sort()).toEqual([
      'LICENSE',
      'README.md',
      'package.json',
    ])
    expect(names).toEqual(expect.arrayContaining(['site/index.html', 'dist/compose/start.js.map']))
    expect(names.filter((name) => /\.ts$/.test(name) && !/\.d\.ts$/.test(name))).toEqual([])
  })

  test('has no install scripts, so npm asks no question', () => {
    const hooks = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare']
    expect(Object.keys(manifest.scripts ?? {}).filter((name) => hooks.includes(name))).toEqual([])
    expect(readFileSync(inject('installing'), 'utf8')).not.toMatch(/install-scripts/)
  })

  test('installs few packages, with a small download', () => {
    const { packages } = JSON.parse(readFileSync(join(installed, 'package-lock.json'), 'utf8'))
    const brought = new Set<string>()
    const bring = (name: string) => {
      if (brought.has(name) || !packages[`node_modules/${name}`]) return
      brought.add(name)
      for (const one of Object.keys(packages[`node_modules/${name}`].dependencies ?? {})) bring(one)
    }
    bring('openparley')
    const folders = [...brought].map((name) => join(installed, 'node_modules', name))
    const megabytes = folders.reduce((sum, folder) => sum + bytesOf(folder), 0) / 1e6
    const figures = { packages: brought.size - 1, megabytes, own: bytesOf(own) / 1e6 }
    const foreign = Object.keys(manifest.dependencies).filter(
      (name) => !name.startsWith('@openparley/'),
    )
    expect(foreign.length).toBeLessThanOrEqual(18)
    expect(figures.packages, 'packages in addition to its own').toBeLessThanOrEqual(88)
    expect(figures.megabytes, 'all that is installed').toBeLessThanOrEqual(30)
    expect(figures.own, 'of which its own').toBeLessThanOrEqual(8)
  })
})
