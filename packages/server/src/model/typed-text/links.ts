import type { TextElement } from '../schema.ts'
import { characterAfter, characterBefore, isLetter } from './boundaries.ts'

/** A node in a text, from one index to another. */
export interface FoundNode {
  start: number
  end: number
  node: TextElement
}

// These end a URL. CJK punctuation does too, since no space follows or precedes it.
const ends = '\\s\\p{Cc}<>"`|。，、！？；：（）「」『』【】《》“”‘’…'
const trailingSigns = "?!.,:;*_~'\\-"
const urlRest = new RegExp(`[^${ends}]*`, 'uy')
const maxHost = 300
/** The URL before its path. Only this part can make it wrong. */
const urlHost = new RegExp(`[/\\\\]*[^${ends}/\\\\?#]{0,${maxHost + 1}}`, 'uy')
const wwwHost = /www\.[\p{L}\p{N}-]+\.[\p{L}\p{N}]/iuy
const trailing = new RegExp(`[${trailingSigns}]`)
const trailingToEnd = new RegExp(`[${trailingSigns})\\]]*(?![^${ends}])`, 'uy')
const brackets: Record<string, string> = { ')': '(', ']': '[' }

/** What the sticky pattern matches at the index, and its groups; nothing if it does not match. */
function matchAt(pattern: RegExp, text: string, index: number): string[] {
  pattern.lastIndex = index
  return pattern.exec(text) ?? []
}

/** Finds a URL that begins at the index with `https://`, `http://` or `www.`. */
export function urlAt(text: string, start: number, prefix: string): FoundNode | undefined {
  if (isLetter(characterBefore(text, start))) return undefined
  const isWhole = prefix.includes(':')
  if (!isWhole && matchAt(wwwHost, text, start).length === 0) return undefined
  const from = start + prefix.length
  const urlOf = (written: string) => (isWhole ? written : `https://${written}`)
  const [itsHost = ''] = matchAt(urlHost, text, from)
  if (itsHost.length > maxHost) return undefined
  // Without this, the whole rest of a text would be read for each of many wrong URLs in a row.
  const isPossible =
    URL.canParse(urlOf(prefix + itsHost)) ||
    matchAt(trailingToEnd, text, from + itsHost.length).length > 0
  if (!isPossible) return undefined
  const [rest = ''] = matchAt(urlRest, text, from)
  const written = withoutTrailing(prefix + rest)
  const url = urlOf(written)
  if (!URL.canParse(url)) return undefined
  return { start, end: start + written.length, node: { type: 'autoLink', url, text: written } }
}

/**
 * Returns it without punctuation that belongs to the sentence, and without closing brackets that are not opened in the
 * URL.
 */
function withoutTrailing(url: string): string {
  let end = url.length
  const count = (character: string) => url.split(character).length - 1
  const open = new Map<string, number>()
  for (; end > 0; end--) {
    const last = url.charAt(end - 1)
    const opening = brackets[last]
    if (opening) {
      const left = open.get(last) ?? count(last) - count(opening)
      if (left <= 0) break
      open.set(last, left - 1)
    } else if (!trailing.test(last)) break
  }
  return url.slice(0, end)
}

const isLocal = (character: string) => /[\w.+%-]/.test(character)
const domain = /@(?:[a-z\d-]+\.)+[a-z]{2,}/iy

/** Finds an email address around the `@` at the index, which begins at `from` or later. */
export function emailAround(text: string, at: number, from: number): FoundNode | undefined {
  const [host] = matchAt(domain, text, at)
  let start = at
  while (start > from && isLocal(text.charAt(start - 1))) start--
  while (start < at && !/\w/.test(text.charAt(start))) start++
  const end = at + (host?.length ?? 0)
  if (
    !host ||
    start === at ||
    isLetter(characterBefore(text, start)) ||
    isLetter(characterAfter(text, end))
  )
    return undefined
  const address = text.slice(start, end)
  return { start, end, node: { type: 'autoLink', url: `mailto:${address}`, text: address } }
}

const labelled = /<((?:https?:\/\/|mailto:|tel:)[^\s<>|]+)\|([^<>|\n]+)>/iy

/** Finds a link with its own text, such as `<https://example.com|here>`, at the index. */
export function labelledLinkAt(text: string, start: number): FoundNode | undefined {
  const [whole = '', url = '', label = ''] = matchAt(labelled, text, start)
  if (!URL.canParse(url)) return undefined
  const node = { type: 'link' as const, url, children: [label] }
  return { start, end: start + whole.length, node }
}

/** Whether a text can replace the URL: it is the URL itself, or the URL without its scheme. */
export function isTextOf(url: string, text: string): boolean {
  const { href, protocol } = new URL(url)
  if (protocol === 'tel:') return digits(text.replace(/^tel:/i, '')) === digits(url.slice(4))
  return [text, protocol + text, `${protocol}//${text}`].some(
    (whole) => URL.canParse(whole) && new URL(whole).href === href,
  )
}

const digits = (text: string) => text.replaceAll(/[\s().-]/g, '')
