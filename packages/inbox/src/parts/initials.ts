/** The first letters of the first and last word of a name, or one letter of a name with one word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = words.map((word) => firstLetter(word)).filter((letter) => letter !== '')
  const last = letters.length > 1 ? letters.at(-1) : ''
  return `${letters[0] ?? ''}${last}`.toLocaleUpperCase()
}

/** A letter or number that no combining character follows: most words begin like this. */
const plain = /^[\p{L}\p{N}](?=[\0-\u02ff]|$)/u

const readable = /[\p{L}\p{N}\p{Extended_Pictographic}]/u

/** Made only when needed: it loads tables of the browser, which delays the first list. */
let segmenter: Intl.Segmenter | undefined

/** The first letter or number of a word as it is read; an emoji counts as a letter. */
function firstLetter(word: string): string {
  const letter = plain.exec(word)?.[0]
  if (letter) return letter
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  for (const { segment } of segmenter.segment(word)) if (readable.test(segment)) return segment
  return ''
}

/** The hue of a user's or conversation's initials: the same for the same id. */
export function hueOf(id: string): number {
  let hash = 0
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360
  return hash
}
