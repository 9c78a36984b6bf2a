import { mkdtempSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import beginInstallation from './installed-setup.ts'
import installPortals from './portals-setup.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The file that appears when the installation has ended: empty, or with the error. */
    outcome: string
  }
}

/** The error of a program that has failed, with its output. */
type Failure = Error & { stdout?: string; stderr?: string }

/**
 * Installs the packages and, at the same time, other programs that read the document. Other tests run in the meantime:
 * tests of the packages begin when `package-ready.ts` finds the outcome.
 */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-installation-'))
  const outcome = join(folder, 'outcome.txt')
  project.provide('outcome', outcome)
  const { work, remove } = await beginInstallation(project)
  const ended = Promise.all([work, installPortals()]).then(
    () => '',
    ({ stack, stdout, stderr }: Failure) => [stack, stdout, stderr].join('\n'),
  )
  const told = ended.then(async (text) => {
    await writeFile(`${outcome}.part`, text)
    await rename(`${outcome}.part`, outcome)
  })
  return async () => {
    await told
    await remove()
    await rm(folder, { recursive: true })
  }
}
