import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { packages } from '../../scripts/packages.ts'
import { outsideEnvironment } from './outside.ts'
import { type RegistryProxy, startRegistryProxy } from './registry-proxy.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed tarball of the package `openparley`. */
    tarball: string
    /** The tarballs of all packages, as `npm install` takes them. */
    tarballs: string
    /** The folder in which the tarballs are installed, and nothing else. */
    installed: string
    /** The command that installs them there. */
    installation: string
    /** The file with the output of npm during the installation. */
    installing: string
    /** The environment for its commands, from which only the registry can be reached. */
    outside: Record<string, string>
  }
}

const root = join(import.meta.dirname, '../..')

interface Installation {
  installed: string
  installing: string
  words: string[]
  environment: Record<string, string>
  outside: Record<string, string>
  proxy: RegistryProxy | undefined
}

const npm = async (cwd: string, env: Record<string, string>, ...words: string[]) =>
  promisify(execFile)('npm', words, { cwd, env })

/** The name of the tarball that `npm pack` writes. */
function tarballOf(name: string): string {
  const manifest = join(root, 'node_modules', name, 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  return `${name.replace('@', '').replace('/', '-')}-${version}.tgz`
}

/** Packs the packages and installs them as a user would. */
async function install({ installed, installing, words, ...rest }: Installation): Promise<void> {
  const { environment, outside, proxy } = rest
  await npm(root, environment, 'run', '--silent', 'pack', join(installed, '..'))
  await mkdir(installed)
  const { stdout, stderr } = await npm(installed, outside, ...words)
  if (proxy && proxy.refused.length > 0)
    throw new Error(`The installation connects to other hosts than the registry: ${proxy.refused}`)
  await writeFile(installing, stdout + stderr)
}

/** Provides the folder in which the packages will be installed, and begins the installation. */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'parley-package-'))
  const environment = outsideEnvironment()
  const { stdout: registry } = await npm(folder, environment, 'config', 'get', 'registry')
  // If the machine has a proxy, that proxy decides what can be reached.
  const isFree = !process.env.HTTPS_PROXY && !process.env.https_proxy
  const proxy = isFree ? await startRegistryProxy(registry.trim()) : undefined
  const outside = { ...environment, ...proxy?.env }
  const tarballs = packages.map((name) => join(folder, tarballOf(name)))
  const installed = join(folder, 'project')
  const installing = join(folder, 'installing.txt')
  const words = ['install', '--no-audit', '--no-fund', '--no-update-notifier', ...tarballs]

  project.provide('tarball', join(folder, tarballOf('openparley')))
  project.provide('tarballs', tarballs.join(' '))
  project.provide('installed', installed)
  project.provide('installation', ['npm', ...words].join(' '))
  project.provide('installing', installing)
  project.provide('outside', outside)
  return {
    work: install({ installed, installing, words, environment, outside, proxy }),
    async remove() {
      proxy?.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
