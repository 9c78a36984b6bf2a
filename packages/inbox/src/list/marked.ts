/** A piece of a text, and whether it matches a search. */
export interface Piece {
  text: string
  isMatch: boolean
}

/** Number of characters before the first match that a line has room for. */
const room = 24

const words = /[\p{L}\p{N}\p{M}]+/gu

/** Without accents and upper case, as the search compares. */
const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Splits a text at the words that begin with a word of the query. Text long before the first match is left out. */
export function marked(text: string, query: string): Piece[] {
  const wanted = (query.match(words) ?? []).map(folded)
  const pieces: Piece[] = []
  let end = 0
  for (const { 0: word, index } of text.matchAll(words)) {
    if (!wanted.some((start) => folded(word).startsWith(start))) continue
    const between = text.slice(end, index)
    pieces.push({ text: end === 0 ? shortened(between) : between, isMatch: false })
    pieces.push({ text: word, isMatch: true })
    end = index + word.length
  }
  pieces.push({ text: text.slice(end), isMatch: false })
  return pieces.filter((piece) => piece.text !== '')
}

/** The last words before a match. */
function shortened(before: string): string {
  const characters = [...before]
  if (characters.length <= room) return before
  return `…${characters
    .slice(-room)
    .join('')
    .replace(/^\S*\s/, '')}`
}
