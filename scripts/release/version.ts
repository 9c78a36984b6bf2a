import type { ApiChange, Impact } from './api-changes.ts'

const ranks: Impact[] = ['patch', 'minor', 'major']

type Parts = [major: number, minor: number, patch: number]

const partsOf = (version: string) => {
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw new Error(`${version} is not a version such as 1.2.3.`)
  return version.split('.').map(Number) as Parts
}

/** The greatest impact of the changes; `patch` if there are none. */
export const impactOf = (changes: ApiChange[]): Impact =>
  ranks[Math.max(0, ...changes.map(({ impact }) => ranks.indexOf(impact)))] ?? 'patch'

/** Returns the version after a change. Before 1.0.0, a minor version may break callers (Semantic Versioning §4). */
export function nextVersion(version: string, impact: Impact): string {
  const [major, minor, patch] = partsOf(version)
  if (impact === 'patch') return `${major}.${minor}.${patch + 1}`
  return impact === 'minor' || major === 0 ? `${major}.${minor + 1}.0` : `${major + 1}.0.0`
}

/** Whether a version may follow another, with changes of this impact. */
export function mayFollow(version: string, base: string, impact: Impact): boolean {
  const [least, given] = [partsOf(nextVersion(base, impact)), partsOf(version)]
  const at = given.findIndex((part, index) => part !== least[index])
  return at === -1 || (given[at] ?? 0) > (least[at] ?? 0)
}
