import type { TestProject } from 'vitest/node'
import installPackages from './installed-setup.ts'
import installPortals from './portals-setup.ts'

/** Installs the packages, and meanwhile the programs that others read the document with. */
export default async function setup(project: TestProject) {
  const [uninstall] = await Promise.all([installPackages(project), installPortals()])
  return uninstall
}
