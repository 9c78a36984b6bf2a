import type { Place, Tokens } from './tokens.ts'

/** A group of digits. */
interface Group {
  index: number
  digits: string
  /** Whether a `+` is before it. */
  hasPlus: boolean
  /** Whether it begins a line that is not the first. */
  isOnNewLine: boolean
}

const separators = new Set([...'.-/()_*·•|~\\'])
/** Max signs and spaces between two groups. */
const maxBetween = 4

/**
 * Max digits of a telephone number (ITU-T E.164). A longer run of digits without a sign between them is another kind of
 * number.
 */
const maxDigits = 15

/** After these words, a number of six digits is enough. */
const announcing = new Set(
  'tel telephone phone mobile cell handy telefon fon telefone telefono whatsapp signal sms'.split(
    ' ',
  ),
)
const currencies = new Set([...'€$£¥₹', 'eur', 'usd', 'gbp', 'chf', 'pln'])

/** Lengths of the groups of national numbers without a zero before them. */
const nationalShapes = new Set(
  '3-3-4 3-4-4 3-3-3 3-2-2-2 5-5 2-5-4 2-4-4 1-3-3-4 1-3-3-2-2 3-7 2-9'.split(' '),
)

/** Finds telephone numbers: runs of digits that are long enough, with the usual signs between them. */
export function phonesIn(tokens: Tokens): Place[] {
  const found: Place[] = []
  for (let index = 0; index < tokens.length; index++) {
    if (!tokens.isKind(index, 'digits')) continue
    const date = dateEnd(tokens, index)
    if (date !== undefined && plusBefore(tokens, index) === undefined) {
      index = date - 1
      continue
    }
    const groups = runAt(tokens, index)
    const last = groups.at(-1) as Group
    const first = firstOf(tokens, groups)
    if (first) found.push(tokens.place(placeStart(tokens, first), last.index + 1))
    index = last.index
  }
  return found
}

/** Reads groups of digits up to something that is never in a number, or a date after a whole number. */
function runAt(tokens: Tokens, start: number): Group[] {
  const groups: Group[] = []
  let isOnNewLine = false
  let count = 0
  for (let index: number | undefined = start; index !== undefined; ) {
    const digits = tokens.at(index)?.text ?? ''
    count += digits.length
    groups.push({ index, digits, hasPlus: plusBefore(tokens, index) !== undefined, isOnNewLine })
    const [{ hasPlus, digits: first }] = groups as [Group]
    const isPart = (hasPlus || first.startsWith('0')) && count < 10
    const next: number | undefined = nextGroup(tokens, index + 1, isPart)
    isOnNewLine = next !== undefined && tokens.isKind(next - 1, 'break')
    index = next
  }
  return groups
}

function nextGroup(tokens: Tokens, start: number, isPart: boolean): number | undefined {
  let next = start
  for (; next - start < maxBetween; next++) {
    const token = tokens.at(next)
    const isBetween =
      token?.kind === 'blank' || token?.kind === 'break' || separators.has(token?.text ?? '')
    if (!isBetween) break
  }
  if (!tokens.isKind(next, 'digits')) return undefined
  return isPart || dateEnd(tokens, next) === undefined ? next : undefined
}

function plusBefore(tokens: Tokens, index: number): number | undefined {
  for (const at of [index - 1, index - 2])
    if (tokens.is(at, '+')) return at
    else if (!tokens.isKind(at, 'blank') && !tokens.is(at, '(')) return undefined
  return undefined
}

/** The group with which a telephone number begins, if the run has one. */
function firstOf(tokens: Tokens, groups: Group[]): Group | undefined {
  const [head] = groups as [Group]
  let left = groups.reduce((count, { digits }) => count + digits.length, 0)
  const all = left
  if (isAnnounced(tokens, head.index) && all >= 6) return head
  if (isAmount(tokens, groups) || isBankAccount(tokens, head.index, all)) return undefined
  for (const group of groups) {
    const isTrunk =
      /^0(?!0+$)/.test(group.digits) || (/^0+$/.test(group.digits) && group.digits.length < 3)
    if (group.hasPlus && left >= 7) return group
    if (isTrunk && left >= 8 && group.digits.length <= maxDigits) return group
    left -= group.digits.length
  }
  const isCode = tokens.is(head.index - 1, '#') || tokens.isKind(head.index - 1, 'letters')
  if (isCode || groups.some(({ isOnNewLine }) => isOnNewLine)) return undefined
  const shape = groups.map(({ digits }) => digits.length).join('-')
  const isSpelled = groups.length >= 9 && groups.every(({ digits }) => digits.length === 1)
  const isNational = nationalShapes.has(shape) && (all > 9 || /^[6-9]/.test(head.digits))
  return isSpelled || isNational || shape === '10' || shape === '11' ? head : undefined
}

/** Where a number begins, including a `+` before it. */
const placeStart = (tokens: Tokens, { index, hasPlus }: Group): number => {
  if (hasPlus) return plusBefore(tokens, index) ?? index
  return tokens.is(index - 1, '(') ? index - 1 : index
}

function isAnnounced(tokens: Tokens, index: number): boolean {
  for (let at = index - 1; at >= index - 4; at--) {
    const token = tokens.at(at)
    if (token?.kind === 'letters') return announcing.has(token.text)
    if (token?.kind === 'digits' || token === undefined) return false
  }
  return false
}

/** Groups of three after the first, beside a currency or with nothing but zeros at the end. */
function isAmount(tokens: Tokens, groups: Group[]): boolean {
  const [head, ...others] = groups as [Group, ...Group[]]
  const last = groups.at(-1) as Group
  if (head.digits.startsWith('0') || head.hasPlus) return false
  if (head.digits.length > 3 || others.length === 0) return false
  if (others.some(({ digits }) => digits.length !== 3)) return false
  const sides = [head.index - 1, head.index - 2, last.index + 1, last.index + 2]
  const hasCurrency = sides.some((index) => currencies.has(tokens.at(index)?.text ?? ''))
  return hasCurrency || tokens.is(last.index + 1, ',') || last.digits === '000'
}

/** Two letters, two digits, and at least eleven more: an IBAN. */
const isBankAccount = (tokens: Tokens, index: number, digits: number): boolean =>
  digits >= 13 &&
  tokens.at(index - 1)?.kind === 'letters' &&
  tokens.at(index - 1)?.text.length === 2

/** The end of a date that begins at the index, such as `22.11.2026` or `2026-11-22`. */
function dateEnd(tokens: Tokens, index: number): number | undefined {
  const [one, sign, two, other, three] = [0, 1, 2, 3, 4].map((step) => tokens.at(index + step))
  if (!['.', '/', '-'].includes(sign?.text ?? '') || other?.text !== sign?.text) return undefined
  if (one?.kind !== 'digits' || two?.kind !== 'digits' || three?.kind !== 'digits') return undefined
  const isDay = (text: string, max: number) => /^\d{1,2}$/.test(text) && +text >= 1 && +text <= max
  const isYear = (text: string) => /^(19|20)?\d{2}$/.test(text)
  const isPair = (first: string, second: string) =>
    (isDay(first, 31) && isDay(second, 12)) || (isDay(first, 12) && isDay(second, 31))
  const isDate =
    (isPair(one.text, two.text) && isYear(three.text)) ||
    (/^(19|20)\d{2}$/.test(one.text) && isDay(two.text, 12) && isDay(three.text, 31))
  const goesOn = tokens.is(index + 5, sign?.text ?? '') && tokens.isKind(index + 6, 'digits')
  const isInside = tokens.is(index - 1, sign?.text ?? '') && tokens.isKind(index - 2, 'digits')
  return isDate && !goesOn && !isInside ? index + 5 : undefined
}
