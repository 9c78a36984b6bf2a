import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { outsideEnvironment } from './outside.ts'

const folder = join(import.meta.dirname, '../../test/portals')
const modules = join(folder, 'node_modules')

/** Installs other programs that read the document, unless these versions are installed already. */
export default async function setup() {
  const run = async (program: string, ...words: string[]) =>
    (await promisify(execFile)(program, words, { cwd: folder, env: outsideEnvironment() })).stdout
  const read = (file: string) => readFile(join(folder, file), 'utf8').catch(() => '')
  const { bundles } = JSON.parse(await read('package.json'))
  const wanted = (await read('package-lock.json')) + JSON.stringify(bundles)
  const mark = join(modules, '.installed')
  if (existsSync(mark) && (await readFile(mark, 'utf8')) === wanted) return
  await run('npm', 'ci', '--ignore-scripts')
  // A bundle for browsers needs none of the many dependencies of its package.
  for (const [name, version] of Object.entries(bundles)) {
    const tarball = (await run('npm', 'pack', '--silent', `${name}@${version}`)).trim()
    await mkdir(join(modules, name), { recursive: true })
    await run('tar', 'xzf', tarball, '-C', join(modules, name), '--strip-components', '1')
    await rm(join(folder, tarball))
  }
  await writeFile(mark, wanted)
}
