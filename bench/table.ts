export interface Result {
  what: string
  against: string
  /** The limit for the median; none if the result is only reported. */
  target: { least?: number; most?: number; unit?: string }
  /** One value a round. */
  values: number[]
}

/** A result as it is kept: the median of its rounds, and their spread. */
export interface Figure extends Omit<Result, 'values'> {
  median: number
  min: number
  max: number
}

export const median = (values: number[]): number => {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

const rounded = (value: number) => Number(value.toPrecision(4))

export const figureOf = ({ values, ...rest }: Result): Figure => ({
  ...rest,
  median: rounded(median(values)),
  min: rounded(Math.min(...values)),
  max: rounded(Math.max(...values)),
})

const verdict = ({ target: { least, most }, median }: Figure) => {
  if (least === undefined && most === undefined) return ''
  return (least ?? median) <= median && median <= (most ?? median) ? 'met' : 'missed'
}

export const digits = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2)

const bound = ({ least, most, unit = '×' }: Figure['target']) => {
  if (least !== undefined) return `≥ ${least} ${unit}`
  return most === undefined ? unit : `≤ ${most} ${unit}`
}

/** The figures as a Markdown table: target and result side by side, with the spread of the rounds. */
export function tableOf(figures: Figure[]): string {
  const rows = figures.map((figure) => {
    const { what, against, target, min, max } = figure
    const spread = `${digits(min)} to ${digits(max)}`
    return `| ${what} | ${against} | ${bound(target)} | ${digits(figure.median)} | ${spread} | ${verdict(figure)} |`
  })
  return [
    '| what | against | target | median | spread | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}
