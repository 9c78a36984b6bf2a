import { bracketed, type DotRules, domainAt, isProvider } from './domains.ts'
import type { Place, Tokens } from './tokens.ts'

const atWords = new Set(['at', 'ät', 'arroba', '@'])
const dots: DotRules = { words: ['dot', 'punkt', 'punto', 'ponto', 'point'], blankAfter: true }
const localSigns = new Set([...'._%+-&=~#$^\'`|"'])

interface At {
  from: number
  end: number
  form: 'sign' | 'spaced' | 'bracketed' | 'word'
}

/** Finds e-mail addresses, including those in words, such as `john at gmail dot com`. */
export function emailsIn(tokens: Tokens, isAllowed: (host: string) => boolean): Place[] {
  const found: Place[] = []
  let done = 0
  for (let index = 0; index < tokens.length; index++) {
    const at = atSign(tokens, index)
    if (!at) continue
    const start = localStart(tokens, at.from, done)
    const email = start === undefined ? undefined : addressAfter(tokens, at)
    if (start === undefined || !email) continue
    if (!isAllowed(email.host)) found.push(tokens.place(start, email.end))
    done = email.end
    index = email.end - 1
  }
  return found
}

/** The `@` that begins at the index, or its replacement, such as `(at)`. */
function atSign(tokens: Tokens, index: number): At | undefined {
  const hasBlank = tokens.isKind(index, 'blank')
  const sign = tokens.afterBlank(index)
  const from = index
  if (tokens.is(sign, '@')) {
    const end = tokens.afterBlank(sign + 1)
    return { from, end, form: hasBlank || end > sign + 1 ? 'spaced' : 'sign' }
  }
  const inBrackets = bracketed(tokens, sign, (text) => atWords.has(text))
  if (inBrackets !== undefined)
    return { from, end: tokens.afterBlank(inBrackets), form: 'bracketed' }
  const isWord = hasBlank && atWords.has(tokens.at(sign)?.text ?? '')
  if (!isWord || !tokens.isKind(sign + 1, 'blank')) return undefined
  return { from, end: sign + 2, form: 'word' }
}

/** The start of the part before the `@`. That part ends at the index. */
function localStart(tokens: Tokens, end: number, done: number): number | undefined {
  let start = end
  let hasName = false
  while (start > done) {
    const token = tokens.at(start - 1)
    const isName = token?.kind === 'letters' || token?.kind === 'digits'
    if (isName || localSigns.has(token?.text ?? '')) start -= 1
    // `john dot doe` is one name.
    else if (hasName && start - 3 > done && isDotBefore(tokens, start)) start -= 3
    else break
    hasName ||= isName
  }
  return hasName ? start : undefined
}

const isDotBefore = (tokens: Tokens, index: number): boolean =>
  tokens.isKind(index - 1, 'blank') &&
  dots.words.includes(tokens.at(index - 2)?.text ?? '') &&
  tokens.isKind(index - 3, 'blank')

function addressAfter(tokens: Tokens, at: At): { end: number; host: string } | undefined {
  const domain = domainAt(tokens, at.end, dots, at.form !== 'sign')
  const first = tokens.at(at.end)?.text ?? ''
  if (domain && isProvider(first)) return domain
  const isSure = at.form !== 'word' || domain?.hasWords
  if (domain && !domain.needsPath && isSure) return domain
  if (isProvider(first) && at.form !== 'word') return { end: at.end + 1, host: first }
  const isProviderOnly = ['gmail', 'googlemail', 'hotmail', 'gmx', 'icloud'].includes(first)
  return isProviderOnly ? { end: at.end + 1, host: first } : undefined
}
