import { html, svg, type TemplateResult } from 'lit'
import { numberText } from './time.ts'

export interface ChartPoint {
  /** For example `2026-11-22`. */
  label: string
  value: number
}

export interface ChartOptions {
  /** The name of what is counted, such as "Messages". */
  title: string
  points: ChartPoint[]
  /** How a label is written in words. */
  format: (label: string) => string
}

const [width, height] = [640, 160]

/** The lowest round number above the value: 1, 2 or 5 with zeros behind it. */
export function roundAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)))
  return [1, 2, 5, 10].map((step) => step * power).find((one) => one >= value) ?? value
}

/**
 * A bar for each point. A table with the same numbers can be opened, for screen readers and for exact numbers.
 */
export const barChart = ({ title, points, format }: ChartOptions): TemplateResult => {
  const total = points.reduce((sum, { value }) => sum + value, 0)
  const top = roundAbove(Math.max(0, ...points.map(({ value }) => value)))
  const step = width / Math.max(points.length, 1)
  const bars = points.map(({ label, value }, index) => {
    const tall = value === 0 ? 0 : Math.max(2, (value / top) * height)
    return svg`<g>
      <rect class="hit" x=${index * step} y="0" width=${step} height=${height}></rect>
      <rect class="bar" x=${index * step + step * 0.12} y=${height - tall} width=${step * 0.76} height=${tall} rx="1.5"></rect>
      <title>${format(label)}: ${numberText(value)}</title>
    </g>`
  })
  const [first, last] = [points[0], points.at(-1)]
  return html`
    <figure class="chart card padded">
      <figcaption class="row spread">
        <h2>${title}</h2>
        <span class="muted small">${numberText(total)} in ${points.length} days</span>
      </figcaption>
      <div class="plot" aria-hidden="true">
        <span class="scale">${numberText(top)}</span>
        <svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">
          <line class="grid" x1="0" x2=${width} y1="0.5" y2="0.5"></line>
          <line class="grid" x1="0" x2=${width} y1=${height / 2} y2=${height / 2}></line>
          <line class="axis" x1="0" x2=${width} y1=${height - 0.5} y2=${height - 0.5}></line>
          ${bars}
        </svg>
        <div class="row spread muted small">
          <span>${first ? format(first.label) : ''}</span><span>${last ? format(last.label) : ''}</span>
        </div>
      </div>
      <details>
        <summary>Numbers</summary>
        <div class="scroll numbers" tabindex="0" role="region" aria-label="${title} per day">
          <table>
            <thead><tr><th>Day (UTC)</th><th class="number">${title}</th></tr></thead>
            <tbody>
              ${points
                .toReversed()
                .map(
                  ({ label, value }) =>
                    html`<tr><th scope="row">${format(label)}</th><td class="number">${numberText(value)}</td></tr>`,
                )}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  `
}
