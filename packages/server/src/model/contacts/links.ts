import { type DotRules, domainAt, isInLabel } from './domains.ts'
import type { Place, Tokens } from './tokens.ts'

const dots: DotRules = { words: ['dot', 'punkt'], blankAfter: false }
const ending = new Set([...'<>"`|，、！？；：（）「」『』【】《》“”‘’…'])
const trailing = new Set([..."?!.,:;*_~'-)]}"])

/** Finds URLs and domains, including domains with dots written as words. */
export function linksIn(tokens: Tokens, isAllowed: (host: string) => boolean): Place[] {
  const found: Place[] = []
  for (let index = 0; index < tokens.length; index++) {
    const link = schemeAt(tokens, index, isAllowed) ?? bareAt(tokens, index, isAllowed)
    if (!link) continue
    if (link.isHidden) found.push(tokens.place(link.start, link.end))
    index = Math.max(index, link.end - 1)
  }
  return found
}

interface Link {
  start: number
  end: number
  isHidden: boolean
}

/**
 * The URL whose scheme ends with the `:` at the index. If its host is allowed, the rest of the URL is searched like
 * other text.
 */
function schemeAt(
  tokens: Tokens,
  index: number,
  isAllowed: (host: string) => boolean,
): Link | undefined {
  if (!tokens.is(index, ':') || !tokens.isKind(index - 1, 'letters')) return undefined
  if (!tokens.is(index + 1, '/') || !tokens.is(index + 2, '/')) return undefined
  const start = index - 1
  const host = index + 3
  if (isBlank(tokens, host)) return undefined
  const path = pathStart(tokens, host)
  const { from, to } = tokens.place(start, path)
  const url = URL.parse(tokens.source.slice(from, to))
  const hasName = url !== null && (url.username !== '' || url.password !== '')
  if (!url || hasName || !isAllowed(url.hostname))
    return { start, end: Math.max(host, restEnd(tokens, host)), isHidden: true }
  return { start, end: path, isHidden: false }
}

/** The domain that begins at the index, with everything up to the next space. */
function bareAt(
  tokens: Tokens,
  index: number,
  isAllowed: (host: string) => boolean,
): Link | undefined {
  if (!isInLabel(tokens, index) || isInLabel(tokens, index - 1)) return undefined
  if (tokens.is(index - 1, '@')) return undefined
  const isWww = tokens.is(index, 'www')
  const domain = domainAt(tokens, index, dots, !isWww)
  if (!domain) return undefined
  const { end, host } = domain
  const hasPath =
    ['/', '?', '#', ':'].includes(tokens.at(end)?.text ?? '') && !isBlank(tokens, end + 1)
  if (domain.needsPath && !hasPath) return { start: index, end, isHidden: false }
  // The part before the `@` of an address.
  if (tokens.is(end, '@')) return { start: index, end, isHidden: false }
  if (isAllowed(host)) return { start: index, end, isHidden: false }
  return { start: index, end: hasPath ? Math.max(end, restEnd(tokens, end)) : end, isHidden: true }
}

const isBlank = (tokens: Tokens, index: number) => {
  const kind = tokens.at(index)?.kind ?? 'blank'
  return kind === 'blank' || kind === 'break'
}

/** The end of the host that begins at the index, with its port. */
function pathStart(tokens: Tokens, start: number): number {
  let end = start
  while (!isBlank(tokens, end) && !['/', '?', '#', '\\'].includes(tokens.at(end)?.text ?? ''))
    end += 1
  return end
}

/** The end of the text up to the next space, without punctuation that belongs to the sentence. */
function restEnd(tokens: Tokens, start: number): number {
  let end = start
  while (!isBlank(tokens, end) && !ending.has(tokens.at(end)?.text ?? '')) end += 1
  while (end > start && trailing.has(tokens.at(end - 1)?.text ?? '')) end -= 1
  return end
}
