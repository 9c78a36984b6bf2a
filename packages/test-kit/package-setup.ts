import type { TestProject } from 'vitest/node'
import installPackages from './installed-setup.ts'
import installPortals from './portals-setup.ts'

/** Installs the packages and, at the same time, other programs that read the document. */
export default async function setup(project: TestProject) {
  const [uninstall] = await Promise.all([installPackages(project), installPortals()])
  return uninstall
}
