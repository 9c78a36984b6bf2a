import type { Contract } from '@openparley/contract/internal/conforms'
import { preview, renderedViolations, type Violation } from '@openparley/contract/internal/diff'
import type { CallResult } from './call-result.ts'
import { type Difference, differencesOf } from './differences.ts'
import type { RunResult } from './run.ts'
import { scenario } from './scenario.ts'

/** The state of an operation and status: valid responses, invalid responses, documented but not seen, or none of these. */
export type Mark = 'passed' | 'failed' | 'open' | undefined

export interface Row {
  operation: string
  marks: Mark[]
  calls: number
}

export interface Table {
  statuses: number[]
  rows: Row[]
}

/** Every violation of a run, each once, grouped by operation. */
export function violationsOf({ calls }: RunResult): Violation[] {
  const all = calls.flatMap(({ violations }) => violations)
  const unique = new Map(all.map((violation) => [JSON.stringify(violation), violation]))
  return [...Map.groupBy(unique.values(), ({ operation }) => operation).values()].flat()
}

/** A table of operations and statuses, including statuses that were returned but are not documented. */
export function tableOf({ operations }: Contract, { calls }: RunResult): Table {
  const answered = calls.flatMap(({ status, isDelivery }) =>
    status === undefined || isDelivery ? [] : [status],
  )
  const documented = operations.flatMap(({ responses }) => [...responses.keys()])
  const statuses = [...new Set([...documented, ...answered])].sort()
  const markOf = (own: CallResult[], status: number, isDocumented: boolean): Mark => {
    const here = own.filter((call) => call.status === status)
    if (here.length === 0) return isDocumented ? 'open' : undefined
    return here.every(({ violations }) => violations.length === 0) ? 'passed' : 'failed'
  }
  const rows = operations.map(({ id, responses }): Row => {
    const own = calls.filter(({ operation }) => operation === id)
    return {
      operation: id,
      marks: statuses.map((status) => markOf(own, status, responses.has(status))),
      calls: own.length,
    }
  })
  return { statuses, rows }
}

const signs = { passed: '✓', failed: '✗', open: '·' }

export interface WebhookRow {
  operation: string
  mark: NonNullable<Mark>
  deliveries: number
}

/** The webhooks of the document; empty if none was received. */
export function webhookRowsOf({ webhooks }: Contract, { calls }: RunResult): WebhookRow[] {
  const received = Map.groupBy(calls, ({ operation }) => operation)
  if (!webhooks.some(({ id }) => received.has(id))) return []
  return webhooks.map(({ id }) => {
    const own = received.get(id) ?? []
    const failed = own.some(({ violations }) => violations.length > 0)
    const mark = own.length === 0 ? 'open' : failed ? 'failed' : 'passed'
    return { operation: id, mark, deliveries: own.length }
  })
}

/** Explains the statuses that were not seen, although the server may be correct. */
export function remarksOf({ statuses, rows }: Table): string[] {
  const isOpen = ({ marks }: Row, status: number) => marks[statuses.indexOf(status)] === 'open'
  const others = new Map(scenario.map((step) => [step.operation, step]))
  const halves = rows.flatMap((row) => {
    const { operation, may, until } = others.get(row.operation) ?? {}
    if (may === undefined || row.calls === 0 || isOpen(row, 200) === isOpen(row, may)) return []
    return { text: `${operation} 200 or ${may}`, until }
  })
  const remarks: string[] = []
  if (rows.some((row) => isOpen(row, 429) || isOpen(row, 503)))
    remarks.push('No run provokes 429 and 503: these need a load and a server that is stopping.')
  if (rows.some((row) => row.operation === 'uploadFile' && isOpen(row, 413)))
    remarks.push('No run provokes 413 of uploads: how large a file may be is a setting.')
  for (const [until, some] of Map.groupBy(halves, ({ until }) => until)) {
    const answers = some.map(({ text }) => text).join(', ')
    remarks.push(
      until === undefined
        ? `The app's settings decide what these return: ${answers}.`
        : `What these return depends on whether ${until}: ${answers}.`,
    )
  }
  return remarks
}

/** The result for a terminal. */
export function textReport(contract: Contract, result: RunResult): string {
  const table = tableOf(contract, result)
  const { statuses, rows } = table
  const webhooks = webhookRowsOf(contract, result)
  const width = Math.max(...[...rows, ...webhooks].map(({ operation }) => operation.length))
  const line = (name: string, cells: string[]) =>
    `${name.padEnd(width)}  ${cells.map((cell) => cell.padStart(3)).join(' ')}`.trimEnd()
  const differences = differencesOf(result)
  const failed = result.calls.filter((call) => call.violations.length > 0).length
  return [
    line('', statuses.map(String)),
    ...rows.map(({ operation, marks }) =>
      line(
        operation,
        marks.map((mark) => (mark ? signs[mark] : '')),
      ),
    ),
    ...(webhooks.length > 0 ? ['', 'Webhooks, and their deliveries:'] : []),
    ...webhooks.map(({ operation, mark, deliveries }) =>
      line(operation, [signs[mark], String(deliveries)]),
    ),
    '✓ as documented   ✗ not as documented   · not provoked',
    ...remarksOf(table),
    '',
    ...(differences.length > 0 ? [renderedDifferences(differences), ''] : []),
    ...result.leftovers.map((what) => `Not cleaned up: ${what}`),
    ...keptRemark(result),
    `${countOf(result)}, ${failed} not as documented`,
  ].join('\n')
}

/** The number of calls, and of deliveries if there are any. */
function countOf({ calls }: RunResult): string {
  const deliveries = calls.filter(({ isDelivery }) => isDelivery).length
  const own = `${calls.length - deliveries} calls`
  return deliveries > 0 ? `${own} and ${deliveries} deliveries` : own
}

/** The users that remain on the server, and why. */
export const keptRemark = ({ keptUsers }: RunResult): string[] =>
  keptUsers.length === 0
    ? []
    : [
        `The users ${keptUsers.join(' and ')} stay, without personal data, for the next run: no operation deletes a user.`,
      ]

/** Each difference, with the operations that show it and a command line that repeats the first request. */
const renderedDifferences = (differences: Difference[]) =>
  differences
    .flatMap(({ where, calls, pointer, expected, source, got, curl }, index) => {
      const title = where.join(', ')
      const isNew = differences[index - 1]?.where.join(', ') !== title
      return [
        ...(isNew ? [`${title} differs from the document`] : []),
        `  at ${pointer || '/'}${calls > 1 ? `, in ${calls} calls` : ''}`,
        `    - expected ${expected}  (${source})`,
        `    + got      ${preview(got)}`,
        ...(curl === undefined ? [] : [`    ${curl}`]),
      ]
    })
    .join('\n')

export const jsonReport = (contract: Contract, result: RunResult): string =>
  `${JSON.stringify({ ...result, table: tableOf(contract, result) }, null, 2)}\n`

export const escaped = (text: string) =>
  text
    // XML 1.0 does not allow these characters, escaped or not.
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** The result as JUnit XML, a test suite for each operation. */
export function junitReport(_contract: Contract, { calls }: RunResult): string {
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(3)
  const suites = [...Map.groupBy(calls, ({ operation }) => operation)].map(([operation, own]) => {
    const failures = own.filter(({ violations }) => violations.length > 0).length
    const time = seconds(own.reduce((sum, { duration }) => sum + duration, 0))
    const cases = own.map(({ title, duration, violations }) => {
      const open = `    <testcase classname="${operation}" name="${escaped(title)}" time="${seconds(duration)}"`
      if (violations.length === 0) return `${open}/>`
      const diff = escaped(renderedViolations(violations))
      return `${open}>\n      <failure message="not as documented">${diff}</failure>\n    </testcase>`
    })
    return `  <testsuite name="${operation}" tests="${own.length}" failures="${failures}" time="${time}">\n${cases.join('\n')}\n  </testsuite>`
  })
  const failures = calls.filter(({ violations }) => violations.length > 0).length
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites tests="${calls.length}" failures="${failures}">\n${suites.join('\n')}\n</testsuites>\n`
}
