import { dateFormat, relativeFormat } from '../words/formatters.ts'

/** How old a time is, as a list shows it. */
export type Age = 'today' | 'yesterday' | 'week' | 'year' | 'older'

/** Days between two times in the calendar of the system's time zone. */
export function daysBetween(earlier: number, later: number): number {
  const [start, end] = [new Date(earlier), new Date(later)].map((date) =>
    Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()),
  ) as [number, number]
  return Math.round((end - start) / 86_400_000)
}

export function ageOf(time: number, now: number): Age {
  const days = daysBetween(time, now)
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  if (days < 7) return 'week'
  return new Date(time).getFullYear() === new Date(now).getFullYear() ? 'year' : 'older'
}

const formats: Record<Age, Intl.DateTimeFormatOptions> = {
  today: { timeStyle: 'short' },
  yesterday: {},
  week: { weekday: 'short' },
  year: { day: 'numeric', month: 'short' },
  older: { dateStyle: 'short' },
}

const yesterday = (locale: string) => relativeFormat(locale, { numeric: 'auto' }).format(-1, 'day')

/** The time of a conversation's last message: the time of day for today, then "yesterday", the weekday, or the date. */
export function shortTime(time: number, now: number, locale: string): string {
  const age = ageOf(time, now)
  return age === 'yesterday' ? yesterday(locale) : dateFormat(locale, formats[age]).format(time)
}

/** Date and time in full, for titles and screen readers. */
export const fullTime = (time: number, locale: string): string =>
  dateFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(time)
