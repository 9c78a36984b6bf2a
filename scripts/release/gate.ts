import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ApiChange, apiChanges, placeOf } from './api-changes.ts'
import { impactOf, mayFollow, nextVersion } from './version.ts'

/** The document of the last release. The release writes it, so that a clone without tags has it too. */
export const releasedFile = 'generated/released.json'

export interface Verdict {
  /** Why the version must not be released; undefined if it can be. */
  fault: string | undefined
  changes: ApiChange[]
}

/** Compares a document with that of the last release. */
export async function judge(base: Versioned, revision: Versioned): Promise<Verdict> {
  const changes = await apiChanges(base, revision)
  const impact = impactOf(changes)
  const [from, to] = [base.info.version, revision.info.version]
  if (from !== to ? mayFollow(to, from, impact) : impact !== 'major')
    return { fault: undefined, changes }
  const breaking = changes.filter((change) => change.impact === impact)
  const listed = breaking.map(({ path, message }) => `  ${placeOf(path)}: ${message}\n    ${path}`)
  const needed = nextVersion(from, impact)
  return {
    fault: `After ${from}, these changes need version ${needed} in spec/openapi.yaml, not ${to}:\n${listed.join('\n')}`,
    changes,
  }
}

interface Versioned {
  info: { version: string }
}

/** Compares the document in the folder with that of the last release. Returns undefined if there was no release. */
export async function judgeFolder(root: string): Promise<Verdict | undefined> {
  const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8')) as Versioned
  if (!existsSync(join(root, releasedFile))) return undefined
  return judge(read(releasedFile), read('generated/openapi.json'))
}
