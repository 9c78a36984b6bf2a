import { operationIds, type Result } from './run-target.ts'
import type { Target } from './target.ts'

const word = (holds: boolean | undefined) => (holds === undefined ? '–' : holds ? 'yes' : '**no**')

const head = [
  '| client | language | generator | document | operations | compiles | story |',
  '| --- | --- | --- | --- | --- | --- | --- |',
]

const row = (target: Target, { operations, compiles, passes }: Result) => {
  const cells = [
    target.name,
    target.language,
    target.generator,
    `\`${target.document}\``,
    `${operations} of ${operationIds.length}`,
    word(target.compile.length === 0 ? undefined : compiles),
    word(target.run === undefined ? undefined : passes === true),
  ]
  return `| ${cells.join(' | ')} |`
}

/** The table of all targets. Targets that were not run keep their row in `text`. */
export function table(targets: Target[], results: Map<Target, Result>, text: string): string {
  const rows = targets.flatMap((target) => {
    const result = results.get(target)
    const [kept] = new RegExp(`^\\| ${target.name} \\|.*$`, 'm').exec(text) ?? []
    return result ? [row(target, result)] : kept ? [kept] : []
  })
  return [...head, ...rows].join('\n')
}
