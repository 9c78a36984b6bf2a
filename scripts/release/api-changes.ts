import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type FoundChange, type Impact, ownRules } from './own-rules.ts'

export type { Impact } from './own-rules.ts'

const redocly = join(import.meta.dirname, '../../node_modules/@redocly/cli/bin/cli.js')

/** A difference between two documents. */
export interface ApiChange {
  impact: Impact
  /** JSON pointer to what changed. */
  path: string
  /** A description of the change. */
  message: string
}

/** Returns the differences between two OpenAPI documents, each with its effect on callers. */
export async function apiChanges(base: object, revision: object): Promise<ApiChange[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-diff-'))
  try {
    const [one, other, report] = ['base.json', 'revision.json', 'report.json'].map((name) =>
      join(folder, name),
    ) as [string, string, string]
    await writeFile(one, JSON.stringify(base))
    await writeFile(other, JSON.stringify(revision))
    const words = ['diff', one, other, '--format', 'json', '--fail-on', 'none', '--output', report]
    await promisify(execFile)(process.execPath, [redocly, ...words], { cwd: folder })
    const { changes } = JSON.parse(await readFile(report, 'utf8'))
    return (changes as FoundChange[]).map(judged)
  } finally {
    await rm(folder, { recursive: true })
  }
}

function judged(change: FoundChange): ApiChange {
  const { path, kind, impact, property, verdicts } = change
  const own = ownRules.flatMap((rule) => rule(change) ?? [])
  const words = [...verdicts.map(({ message }) => message), ...own]
  return {
    impact: own.length > 0 ? 'major' : impact,
    path,
    message: words.join(' ') || `${property === undefined ? 'It' : `\`${property}\``} was ${kind}.`,
  }
}

/** The operation of a path into the document, such as `GET /users`, or the component, such as a schema. */
export function placeOf(path: string): string {
  const [root = '', name = '', method = ''] = path
    .slice(2)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return root === 'paths' && /^[a-z]+$/.test(method)
    ? `${method.toUpperCase()} ${name}`
    : name || root
}
