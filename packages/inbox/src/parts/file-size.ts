import { numberFormat } from '../words/formatters.ts'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte']

/** A number of bytes, such as `1.4 MB`. */
export function fileSize(bytes: number, locale: string): string {
  let [value, unit] = [bytes, 0]
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return numberFormat(locale, {
    style: 'unit',
    unit: units[unit] ?? 'byte',
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}
