import { type ApiChange, type Impact, placeOf } from './api-changes.ts'

const titles: [Impact, string][] = [
  ['major', 'Breaking'],
  ['minor', 'New'],
  ['patch', 'Other'],
]

/** Max lines of a kind. The documents of both versions have the rest. */
const maxLines = 100

/** The section of the changelog about the API, from the differences between two documents. */
export function apiSection(changes: ApiChange[] | undefined): string {
  if (changes === undefined) return '### API\n\nThe first version.\n'
  // A change of a shared schema is found at each place that uses it.
  const kinds = titles.flatMap(([impact, title]) => {
    const some = changes.filter((change) => change.impact === impact)
    const lines = [...new Set(some.map((change) => `- ${placeOf(change.path)}: ${change.message}`))]
    if (lines.length === 0) return []
    const more = lines.length - maxLines
    const rest = more > 0 ? [`- and ${more} more.`] : []
    return [`${title}:\n\n${[...lines.slice(0, maxLines), ...rest].join('\n')}\n`]
  })
  return `### API\n\n${kinds.join('\n') || 'No changes.\n'}`
}

/** Whether the changelog has a section of the version. */
export const hasSection = (text: string, version: string): boolean =>
  text.split('\n').some((line) => line === `## ${version}` || line.startsWith(`## ${version} `))

/** Returns the changelog with the unreleased changes as the section of a version, dated as `2026-11-22`. */
export function releasedChangelog(
  text: string,
  version: string,
  date: string,
  api: string,
): string {
  const title = '## Unreleased\n'
  const start = text.indexOf(title)
  if (start === -1) throw new Error('The changelog has no section "Unreleased".')
  if (hasSection(text, version)) throw new Error(`The changelog has a section ${version} already.`)
  const begin = start + title.length
  const following = text.indexOf('\n## ', begin)
  const end = following === -1 ? text.length : following + 1
  const body = text.slice(begin, end).trim()
  if (body === '') throw new Error('The changelog says nothing about what is unreleased.')
  return `${text.slice(0, begin)}\n## ${version} - ${date}\n\n${body}\n\n${api}\n${text.slice(end)}`
}
