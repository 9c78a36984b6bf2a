import type { Contract } from '@openparley/contract/internal/conforms'
import { preview } from '@openparley/contract/internal/diff'
import { type Difference, differencesOf } from './differences.ts'
import {
  escaped,
  keptRemark,
  type Mark,
  type Row,
  remarksOf,
  tableOf,
  type WebhookRow,
  webhookRowsOf,
} from './report.ts'
import type { RunResult } from './run.ts'

const style = `
:root { color-scheme: light dark; --line: #d5d9e0; --soft: #667085; --good: #12805c; --bad: #c4320a; --pale: #f5f6f8 }
@media (prefers-color-scheme: dark) {
  :root { --line: #3a404b; --soft: #98a2b3; --good: #4cc38a; --bad: #ff8b64; --pale: #20242c }
}
* { box-sizing: border-box }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 2rem 1.25rem 4rem }
h1 { font-size: 1.5rem; margin: 0 }
h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem }
p { margin: .25rem 0; color: var(--soft) }
.verdict { font-weight: 600 }
.good { color: var(--good) } .bad { color: var(--bad) }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: center; white-space: nowrap }
th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: Canvas }
thead th { color: var(--soft); font-weight: 600; border-bottom-width: 2px }
td.open { color: var(--soft) } td.passed { color: var(--good) } td.failed { color: var(--bad); font-weight: 700; background: var(--pale) } td.failed a { color: inherit }
article { border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 6px; margin: 0 0 1rem; overflow: hidden }
article h3 { font-size: 1rem; margin: 0; padding: .6rem .9rem; background: var(--pale) }
dl { display: grid; grid-template-columns: 6rem 1fr; margin: 0; padding: .6rem .9rem; gap: .2rem .75rem }
dt { color: var(--soft) }
dd { margin: 0; overflow-wrap: anywhere }
code { font: 13px/1.5 ui-monospace, monospace }
h3 code { font-weight: 600 }
small { color: var(--soft) }
`

const signs: Record<NonNullable<Mark>, [sign: string, words: string]> = {
  passed: ['✓', 'as documented'],
  failed: ['✗', 'not as documented'],
  open: ['·', 'not provoked'],
}

/** The id of the element with the differences of an operation and status. */
const anchorOf = (place: string) => escaped(place.replace(' ', '-'))

const cell = (mark: Mark, place: string) => {
  if (!mark) return '<td></td>'
  const [sign, words] = signs[mark]
  const preview = mark === 'failed' ? `<a href="#${anchorOf(place)}">${sign}</a>` : sign
  return `<td class="${mark}" title="${words}">${preview}</td>`
}

// The row header shows failures too: on a phone, the column may be scrolled out of view.
const row = ({ operation, marks, calls }: Row, statuses: number[]) =>
  `<tr><td${marks.includes('failed') ? ' class="failed"' : ''}><code>${escaped(operation)}</code></td>${marks.map((mark, index) => cell(mark, `${operation} ${statuses[index]}`)).join('')}<td>${calls}</td></tr>`

const webhookRow = ({ operation, mark, deliveries }: WebhookRow) => {
  const [sign, words] = signs[mark]
  return `<tr><td><code>${escaped(operation)}</code></td><td class="${mark}" title="${words}">${sign}</td><td>${deliveries}</td></tr>`
}

const webhookTable = (rows: WebhookRow[]) =>
  rows.length === 0
    ? ''
    : `<h2>Webhooks</h2>
<div class="scroll">
<table>
<thead><tr><th>webhook</th><th></th><th>deliveries</th></tr></thead>
<tbody>
${rows.map(webhookRow).join('\n')}
</tbody>
</table>
</div>`

/** A difference; `anchors` are the operations and statuses that it is the first for. */
const article = (
  { where, calls, pointer, expected, source, got, curl }: Difference,
  anchors: string[],
) => `<article>
${anchors.map((place) => `<a id="${anchorOf(place)}"></a>`).join('')}
<h3>${where.map((place) => `<code>${escaped(place)}</code>`).join(', ')} at <code>${escaped(pointer || '/')}</code></h3>
<dl>
<dt>expected</dt><dd class="good"><code>${escaped(expected)}</code> <small>${escaped(source)}</small></dd>
<dt>got</dt><dd class="bad"><code>${escaped(preview(got, 2000))}</code></dd>
<dt>calls</dt><dd>${calls}</dd>
${curl === undefined ? '' : `<dt>request</dt><dd><code>${escaped(curl)}</code></dd>`}
</dl>
</article>`

function articles(differences: Difference[]): string {
  const told = new Set<string>()
  return differences
    .map((one) => {
      const anchors = one.where.filter((place) => !told.has(place))
      for (const place of anchors) told.add(place)
      return article(one, anchors)
    })
    .join('\n')
}

/** The result as one self-contained HTML page. */
export function htmlReport(contract: Contract, result: RunResult): string {
  const table = tableOf(contract, result)
  const { statuses, rows } = table
  const differences = differencesOf(result)
  const { calls, startedAt, leftovers, baseUrl, appId } = result
  const failed = calls.filter((call) => call.violations.length > 0).length
  const verdict =
    failed === 0 ? 'All responses are as documented.' : `${failed} responses are not as documented.`
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Contract of ${escaped(baseUrl)}</title>
<style>${style}</style>
<h1>Contract of ${escaped(baseUrl)}</h1>
<p>App <code>${escaped(appId)}</code>, ${calls.length} calls, ${new Date(startedAt).toISOString()}</p>
<p class="verdict ${failed === 0 ? 'good' : 'bad'}">${verdict}</p>
${leftovers.map((what) => `<p class="bad">Not cleaned up: <code>${escaped(what)}</code></p>`).join('\n')}
<h2>Operations and statuses</h2>
<div class="scroll">
<table>
<thead><tr><th>operation</th>${statuses.map((status) => `<th>${status}</th>`).join('')}<th>calls</th></tr></thead>
<tbody>
${rows.map((one) => row(one, statuses)).join('\n')}
</tbody>
</table>
</div>
${webhookTable(webhookRowsOf(contract, result))}
<p>✓ as documented &nbsp; ✗ not as documented &nbsp; · not provoked</p>
${remarksOf(table)
  .map((remark) => `<p>${escaped(remark)}</p>`)
  .join('\n')}
${keptRemark(result)
  .map((remark) => `<p>${escaped(remark)}</p>`)
  .join('\n')}
${differences.length > 0 ? `<h2>Differences</h2>\n${articles(differences)}` : ''}
</html>
`
}
