export interface Result {
  what: string
  against: string
  /** The limit for the median. */
  target: { least?: number; most?: number; unit?: string }
  /** One value a round. */
  values: number[]
}

export const median = (values: number[]): number => {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

export const isMet = ({ target: { least, most }, values }: Result) =>
  (least === undefined || median(values) >= least) && (most === undefined || median(values) <= most)

const digits = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(2))

const bound = ({ least, most, unit = '×' }: Result['target']) =>
  least === undefined ? `≤ ${most} ${unit}` : `≥ ${least} ${unit}`

/** The results as a Markdown table: target and result side by side, with the spread of the rounds. */
export function tableOf(results: Result[]): string {
  const rows = results.map((result) => {
    const { what, against, target, values } = result
    const spread = `${digits(Math.min(...values))} to ${digits(Math.max(...values))}`
    const verdict = isMet(result) ? 'met' : 'missed'
    return `| ${what} | ${against} | ${bound(target)} | ${digits(median(values))} | ${spread} | ${verdict} |`
  })
  return [
    '| what | against | target | median | spread | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}
