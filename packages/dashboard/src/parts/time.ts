import { html, type TemplateResult } from 'lit'

const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' })
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** How long ago, such as "5 minutes ago"; the date if it is more than a month. */
export function ago(time: number, now = Date.now()): string {
  const passed = time - now
  if (Math.abs(passed) > 30 * 86_400_000) return day.format(time)
  const [unit, length] = units.find(([, length]) => Math.abs(passed) >= length) ?? ['second', 1000]
  if (unit === 'second') return passed > 0 ? 'in less than a minute' : 'just now'
  return relative.format(Math.round(passed / length), unit)
}

/** A time in words, with the exact one in its title. */
export const timeText = (time: number | null, never = 'never'): TemplateResult =>
  time === null
    ? html`<span class="muted">${never}</span>`
    : html`<time datetime=${new Date(time).toISOString()} title=${exact.format(time)}>${ago(time)}</time>`

/** An exact time, such as "22 Nov 2026, 07:00:00". */
export const exactTime = (time: number): string => exact.format(time)

const numbers = new Intl.NumberFormat('en')

/** A number with separators, such as "12,345". */
export const numberText = (value: number): string => numbers.format(value)

const steps = ['bytes', 'KB', 'MB', 'GB', 'TB']

/** A size such as "1.5 MB". */
export function sizeText(bytes: number): string {
  const step = Math.min(steps.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10))
  const value = bytes / 1024 ** step
  return `${value >= 100 || step === 0 ? Math.round(value) : value.toFixed(1)} ${steps[step]}`
}
