import { daysBetween } from '../parts/time.ts'
import { dateFormat } from '../words/formatters.ts'
import type { Words } from '../words/words.ts'

/** The name of a day between messages. */
export function dayName(time: number, now: number, words: Words): string {
  const days = daysBetween(time, now)
  if (days <= 0) return words.today
  if (days === 1) return words.yesterday
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  return dateFormat(words.locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!isThisYear && { year: 'numeric' }),
  }).format(time)
}
