import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { outsideEnvironment } from './outside.ts'
import { startRegistryProxy } from './registry-proxy.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed tarball of the package `openparley`. */
    tarball: string
    /** The tarballs of all packages, as `npm install` takes them. */
    tarballs: string
    /** The folder in which the tarballs are installed, and nothing else. */
    installed: string
    /** The output of npm during the installation. */
    installing: string
    /** The environment for its commands, from which only the registry can be reached. */
    outside: Record<string, string>
  }
}

const root = join(import.meta.dirname, '../..')

/** Packs the packages and installs them as a user would. */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'parley-package-'))
  const environment = outsideEnvironment()
  const npm = async (cwd: string, env: Record<string, string>, ...words: string[]) =>
    (await promisify(execFile)('npm', words, { cwd, env })).stdout.trim()
  const registry = await npm(folder, environment, 'config', 'get', 'registry')
  // If the machine has a proxy, that proxy decides what can be reached.
  const isFree = !process.env.HTTPS_PROXY && !process.env.https_proxy
  const proxy = isFree ? await startRegistryProxy(registry) : undefined
  const outside = { ...environment, ...proxy?.env }

  const names = await npm(root, environment, 'run', '--silent', 'pack', folder)
  const tarballs = names.split('\n').map((name) => join(folder, name))
  const tarball =
    tarballs.find(
      (file) => !file.includes('/openparley-openparley-') && /\/openparley-\d/.test(file),
    ) ?? ''
  const installed = join(folder, 'project')
  await mkdir(installed)
  const { stdout, stderr } = await promisify(execFile)('npm', ['install', ...tarballs], {
    cwd: installed,
    env: outside,
  })
  if (proxy && proxy.refused.length > 0)
    throw new Error(`The installation connects to other hosts than the registry: ${proxy.refused}`)

  project.provide('tarball', tarball)
  project.provide('tarballs', tarballs.join(' '))
  project.provide('installed', installed)
  project.provide('installing', stdout + stderr)
  project.provide('outside', outside)
  return async () => {
    proxy?.close()
    await rm(folder, { recursive: true, force: true })
  }
}
