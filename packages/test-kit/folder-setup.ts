import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../server/src/store/database.ts'
import { quickFolder } from './folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for files that are kept until the worker ends, since workers end without a hook. */
    runFolder: string
    /** An empty SQLite database with the schema, to copy: creating the tables takes longer than all else of a start. */
    sqliteTemplate: string
  }
}

export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(quickFolder, 'parley-test-run-'))
  const template = join(folder, 'template.db')
  await (await openDatabase(`sqlite:${template}`)).close()
  project.provide('runFolder', folder)
  project.provide('sqliteTemplate', template)
  return () => rmSync(folder, { recursive: true })
}
