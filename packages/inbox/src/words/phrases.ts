import { listFormat, numberFormat } from './formatters.ts'

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Returns a function that selects the plural form of the language for a count, and replaces `#` by the number. */
export function counted(locale: string, forms: Forms): (count: number) => string {
  let rules: Intl.PluralRules | undefined
  return (count) => {
    rules ??= new Intl.PluralRules(locale)
    return (forms[rules.select(count)] ?? forms.other).replace(
      '#',
      numberFormat(locale).format(count),
    )
  }
}

/** Returns a function that replaces `#` by names, as a list in the language, such as "Ann, Bob and Eve". */
export function listed(locale: string, one: string, more: string): (names: string[]) => string {
  return (names) => {
    const all = listFormat(locale).format(names.map(isolated))
    return (names.length === 1 ? one : more).replace('#', () => all)
  }
}

/** Returns a function that replaces `#` by a text that a user wrote. */
export const filled =
  (phrase: string) =>
  (text: string): string =>
    phrase.replace('#', () => isolated(text))

const mayTurn = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]/

/** A text that cannot change the direction of the phrase around it (Unicode TR9 §2.3). */
const isolated = (text: string) => (mayTurn.test(text) ? `\u2068${text}\u2069` : text)
