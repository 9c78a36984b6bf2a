import type { TextElement, TextMention } from '../schema.ts'
import { characterAfter, characterBefore, isBlank, isLetter } from './boundaries.ts'
import { emailAround, labelledLinkAt, urlAt } from './links.ts'
import { nodeOfMention } from './mentions.ts'

export type Mark = '*' | '_' | '~'

export type Token =
  | { kind: 'text' | 'newline'; text: string }
  /** The sign at the start of a point of a list. */
  | { kind: 'bullet' }
  | { kind: 'node'; node: TextElement }
  /** A sign that can begin or end formatted text. */
  | { kind: 'mark'; mark: Mark; opens: boolean; closes: boolean }

interface Found {
  start: number
  end: number
  token: Token
}

const special = /[*_~`<@\n]|https?:\/\/|www\./gi
const bullet = /[-+*•][ \t]+(?=\S)/y

interface Readable {
  /** Whether `<url|label>` is a link. */
  links: boolean
  /** The mentions by the index of their `@`. */
  mentions: ReadonlyMap<number, TextMention>
}

/** Splits a text into tokens. It reads each character a bounded number of times. */
export function tokensOf(text: string, { links, mentions }: Readable): Token[] {
  const tokens: Token[] = []
  const codes = codeReader(text)
  /** The text before this index is already in the tokens. */
  let done = 0
  const startLine = () => {
    bullet.lastIndex = done
    if (!bullet.test(text)) return
    tokens.push({ kind: 'bullet' })
    done = bullet.lastIndex
  }
  const upTo = (end: number) => {
    if (end > done) tokens.push({ kind: 'text', text: text.slice(done, end) })
  }
  const mentionAt = (start: number) => {
    const mention = mentions.get(start)
    return mention && nodeOfMention(mention, start)
  }
  const read = (sign: string, at: number): Found | undefined => {
    if (sign === '\n') return newlineAt(text, at, done)
    if (sign === '`') return codes(at)
    if (sign === '*' || sign === '_' || sign === '~') return markAt(text, at, sign)
    if (sign === '@') return withToken(emailAround(text, at, done) ?? mentionAt(at))
    if (sign === '<') return links ? withToken(labelledLinkAt(text, at)) : undefined
    return withToken(urlAt(text, at, sign))
  }
  startLine()
  for (let at = done; ; ) {
    special.lastIndex = at
    const match = special.exec(text)
    if (!match) break
    const found = read(match[0], match.index)
    at = found?.end ?? match.index + 1
    if (!found) continue
    upTo(found.start)
    tokens.push(found.token)
    done = at
    if (found.token.kind === 'newline') startLine()
    at = done
  }
  upTo(text.length)
  return tokens
}

const withToken = (found: { start: number; end: number; node: TextElement } | undefined) =>
  found && { ...found, token: { kind: 'node' as const, node: found.node } }

function newlineAt(text: string, at: number, done: number): Found {
  const start = at > done && text.charAt(at - 1) === '\r' ? at - 1 : at
  return { start, end: at + 1, token: { kind: 'newline', text: text.slice(start, at + 1) } }
}

/** A mark opens before a word and closes after one. Several equal marks in a row are text. */
function boundariesAt(text: string, at: number) {
  const sign = text.charAt(at)
  const [left, right] = [characterBefore(text, at), characterAfter(text, at + 1)]
  const isAlone = left !== sign && right !== sign
  return {
    opens: isAlone && !isLetter(left) && !isBlank(right),
    closes: isAlone && !isLetter(right) && !isBlank(left),
  }
}

function markAt(text: string, at: number, mark: Mark): Found | undefined {
  const { opens, closes } = boundariesAt(text, at)
  if (!opens && !closes) return undefined
  return { start: at, end: at + 1, token: { kind: 'mark', mark, opens, closes } }
}

const fence = '```'

/** Reads code that begins at an index. The indexes must grow from call to call. */
function codeReader(text: string) {
  /**
   * Code with single backticks that begins before this index has no end. If the rest of the text has no fences, fenced
   * code has no end either.
   */
  let openUntil = 0
  let hasFences = true
  const code = (start: number, from: number, to: number, end: number): Found | undefined => {
    const inside = text.slice(from, to)
    if (inside === '') return undefined
    return { start, end, token: { kind: 'node', node: { type: 'codeSpan', text: inside } } }
  }
  const fenced = (start: number): Found | undefined => {
    const from = start + fence.length
    const close = hasFences ? text.indexOf(fence, from) : -1
    hasFences = close >= 0
    if (!hasFences) return undefined
    const { length: first } = /^(\r?\n)?/.exec(text.slice(from, from + 2))?.[0] ?? ''
    const inside = text.slice(from + first, close).replace(/\r?\n$/, '')
    return code(start, from + first, from + first + inside.length, close + fence.length)
  }
  return (start: number): Found | undefined => {
    if (text.startsWith(fence, start)) return fenced(start)
    if (start < openUntil || !boundariesAt(text, start).opens) return undefined
    for (let at = start + 1; at < text.length && text.charAt(at) !== '\n'; at++) {
      if (text.charAt(at) === '`' && boundariesAt(text, at).closes)
        return code(start, start + 1, at, at + 1)
      openUntil = at + 1
    }
    return undefined
  }
}
