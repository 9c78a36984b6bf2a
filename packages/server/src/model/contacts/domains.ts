import type { Tokens } from './tokens.ts'

/** Top-level domains by which a domain without a scheme is recognized. */
const common = new Set(
  `com net org info biz edu gov mil int eu io ai app dev xyz shop store online site website web club live page link
  blog cloud tech space fun top vip pro name mobi tv gg ly cc ws
  de ch fr uk nl pl cz sk dk fi hu ro gr pt ru ua tr jp kr cn tw hk in br mx ar cl au nz za ca ie lu li bg hr lt lv ee
  example test`.split(/\s+/),
)

const general = new Set(['com', 'net', 'org'])

/** More top-level domains, which are also ordinary words: they count only if a path follows. */
const alsoWords = new Set(
  'at be co es is it me my no se si so to us am as by do la le sh md py su id vc re al'.split(' '),
)

/** Mail providers that people name without the top-level domain. */
const providers = new Set(
  'gmail googlemail hotmail gmx icloud protonmail proton yahoo outlook'.split(' '),
)

export const isProvider = (label: string) => providers.has(label)

const opening = ['(', '[', '{', '<']
const closing = [')', ']', '}', '>']

/**
 * If a word in brackets, or between two equal signs such as `_`, begins at the index, returns the index after it.
 * Otherwise undefined.
 */
export function bracketed(
  tokens: Tokens,
  index: number,
  isWord: (text: string) => boolean,
): number | undefined {
  const sign = tokens.at(index)?.text ?? ''
  const pair = opening.indexOf(sign)
  if (pair < 0 && !['-', '_', '*'].includes(sign)) return undefined
  const word = tokens.afterBlank(index + 1)
  const end = tokens.afterBlank(word + 1)
  const close = pair < 0 ? sign : closing[pair]
  if (!isWord(tokens.at(word)?.text ?? '') || !tokens.is(end, close ?? '')) return undefined
  return end + 1
}

/** How the dots of a domain may be written. */
export interface DotRules {
  words: string[]
  /** Whether spaces may follow a dot. */
  blankAfter: boolean
}

/** The dot of a domain: its end, and whether it is written as something other than `.`. */
function dotAt(tokens: Tokens, index: number, rules: DotRules) {
  const isDot = (text: string) => text === '.' || rules.words.includes(text)
  const inBrackets = bracketed(tokens, index, isDot)
  if (inBrackets !== undefined)
    return { end: tokens.afterBlank(inBrackets), isLoose: true, isWord: true }
  const sign = tokens.afterBlank(index)
  if (sign > index && bracketed(tokens, sign, isDot) !== undefined)
    return dotAt(tokens, sign, rules)
  if (tokens.is(sign, '.')) {
    const end = rules.blankAfter || sign > index ? tokens.afterBlank(sign + 1) : sign + 1
    return { end, isLoose: sign > index || end > sign + 1, isWord: false }
  }
  const isAlone = sign > index && tokens.isKind(sign + 1, 'blank')
  if (!isAlone || !rules.words.includes(tokens.at(sign)?.text ?? '')) return undefined
  return { end: sign + 2, isLoose: true, isWord: true }
}

const isLabelSign = (text: string) => text === '-' || text === '_'

/** Whether the token can be in a label of a domain. */
export function isInLabel(tokens: Tokens, index: number): boolean {
  const token = tokens.at(index)
  if (!token) return false
  return token.kind === 'letters' || token.kind === 'digits' || isLabelSign(token.text)
}

/** The end of the label of a domain that begins at the index. */
function labelEnd(tokens: Tokens, start: number, rules: DotRules): number {
  let end = start
  while (isInLabel(tokens, end)) {
    const isSign = isLabelSign(tokens.at(end)?.text ?? '')
    if (isSign && bracketed(tokens, end, (text) => rules.words.includes(text)) !== undefined) break
    end += 1
  }
  return end
}

export interface Domain {
  end: number
  host: string
  /** Whether a dot is written as a word. */
  hasWords: boolean
  /** Whether it counts as a domain only if a path follows. */
  needsPath: boolean
}

/** Max labels, so that each character is read a bounded number of times. */
const maxLabels = 8

/**
 * Reads the longest domain that begins at the index. With `isStrict`, the top-level domain must be a known one.
 * Otherwise it must be known only if a dot is written in another way than `.`.
 */
export function domainAt(
  tokens: Tokens,
  start: number,
  rules: DotRules,
  isStrict: boolean,
): Domain | undefined {
  let best: Domain | undefined
  let end = labelEnd(tokens, start, rules)
  if (end === start) return undefined
  const labels = [tokens.textOf(start, end)]
  let hasWords = false
  let isLoose = isStrict
  while (labels.length < maxLabels) {
    const dot = dotAt(tokens, end, rules)
    if (!dot) break
    const next = labelEnd(tokens, dot.end, rules)
    if (next === dot.end) break
    hasWords ||= dot.isWord
    isLoose ||= dot.isLoose
    labels.push(tokens.textOf(dot.end, next))
    const found = { end: next, host: labels.join('.'), hasWords, needsPath: false }
    const last = labels.at(-1) ?? ''
    const isName = next === dot.end + 1 && /^\p{L}{2,}$/u.test(last)
    const isSentence = !dot.isWord && !general.has(last) && isCapitalized(tokens, dot.end)
    if (isName && (!isLoose || (common.has(last) && !isSentence))) best = found
    else if (isName && (common.has(last) || alsoWords.has(last)))
      best ??= { ...found, needsPath: true }
    end = next
  }
  return best
}

/** Whether the token begins with an upper-case letter, as at the start of a sentence. */
function isCapitalized(tokens: Tokens, index: number): boolean {
  const { from = 0, to = 0 } = tokens.at(index) ?? {}
  return /^\p{Lu}\p{Ll}/u.test(tokens.source.slice(from, to))
}
