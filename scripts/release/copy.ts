import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Copies the files that git knows of, and links the installed packages, so that a trial changes nothing. Without the
 * tools of the site: Astro builds nothing with links to packages outside of its folder.
 */
export function copyCheckout(root: string, to: string): void {
  const words = ['ls-files', '--cached', '--others', '--exclude-standard']
  const files = execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim().split('\n')
  for (const file of globSync(files, { cwd: root })) {
    mkdirSync(dirname(join(to, file)), { recursive: true })
    cpSync(join(root, file), join(to, file))
  }
  for (const folder of ['.', ...globSync('packages/*', { cwd: root })])
    linkModules(join(root, folder, 'node_modules'), join(to, folder, 'node_modules'))
}

/** Links each installed package. Packages of the workspace are links already, and lead into the copy. */
function linkModules(from: string, to: string): void {
  for (const name of existsSync(from) ? readdirSync(from) : []) {
    const isOfWorkspace = name === '@openparley' || name === 'openparley'
    mkdirSync(to, { recursive: true })
    if (!isOfWorkspace) symlinkSync(join(from, name), join(to, name))
    else cpSync(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true })
  }
}
