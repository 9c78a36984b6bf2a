import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { quickFolder } from './folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for files that are kept until the worker ends, since workers end without a hook. */
    runFolder: string
  }
}

export default function setup(project: TestProject) {
  const folder = mkdtempSync(join(quickFolder, 'parley-test-run-'))
  project.provide('runFolder', folder)
  return () => rmSync(folder, { recursive: true })
}
