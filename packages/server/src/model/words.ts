/** Max characters of a word that are compared. */
const maxLength = 32
/** The same for scripts without spaces, where a new word begins at each character. */
const maxUnspaced = 8

/** Letters that Unicode does not decompose, but that people also write in another way, such as ß as ss. */
const letters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
}
const otherLetters = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu')

// Marks of other scripts are vowels, which distinguish words. The two exceptions are such marks of Japanese.
const accents =
  /[[\p{Mn}&&[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Syriac}]]--[\u3099\u309A]]/gv

const symbols = String.raw`\p{Extended_Pictographic}\p{Regional_Indicator}`
const inWord = new RegExp(String.raw`[\p{L}\p{N}\p{M}${symbols}]`, 'u')
const mark = /\p{M}/u
/** Characters of scripts without spaces between words, and symbols such as emoji. */
const unspaced = new RegExp(
  String.raw`(?!\p{M})[${symbols}${['Han', 'Hira', 'Kana', 'Thai', 'Laoo', 'Khmr', 'Mymr']
    .map((script) => String.raw`\p{scx=${script}}`)
    .join('')}]`,
  'u',
)

/** Returns the text without differences of case, accents and forms of characters. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(accents, '')
    .replace(otherLetters, (letter) => letters[letter] as string)

interface Start {
  /** The characters from here to the end of the token, without punctuation. Cut to the length that is compared. */
  word: string
  /** The index of the first character, and the index after the last one. */
  from: number
  to: number
}

/**
 * Returns the positions at which a word of the token can begin: at its start, after punctuation, and around characters
 * of scripts without spaces.
 */
function startsOf(token: string): Start[] {
  const characters: string[] = []
  const begins: { from: number; max: number }[] = []
  let isStart = true
  for (const character of token) {
    if (!inWord.test(character)) {
      isStart = true
      continue
    }
    const isUnspaced = unspaced.test(character)
    const isMark = mark.test(character)
    if ((isStart && !isMark) || isUnspaced)
      begins.push({ from: characters.length, max: isUnspaced ? maxUnspaced : maxLength })
    if (!isMark) isStart = isUnspaced
    characters.push(character)
  }
  return begins.map(({ from, max }) => {
    const word = characters.slice(from, from + max)
    return { word: word.join(''), from, to: from + word.length }
  })
}

const tokensOf = (text: string): string[] => folded(text).split(/\s+/u)

/**
 * Returns the words of a text, each once, separated by spaces. A word consists of letters, digits and symbols.
 * Punctuation in it is ignored, but the text after it is a word too: `e-mail` gives `email` and `mail`.
 */
export const wordsOf = (text: string): string =>
  [...new Set(tokensOf(text).flatMap((token) => startsOf(token).map(({ word }) => word)))].join(' ')

/** Returns the words that a text must have to be found, the longest first. */
export function queryWords(query: string): string[] {
  const words = new Set<string>()
  for (const token of tokensOf(query)) {
    let end = 0
    for (const { word, from, to } of startsOf(token)) {
      if (from < end) continue
      words.add(word)
      end = to
    }
  }
  return [...words].sort((one, other) => other.length - one.length)
}

/** Whether each of the query's words is the beginning of one of the words that `wordsOf` returned. */
export const hasWords = (words: string, query: string[]): boolean =>
  query.every((word) => words.startsWith(word) || words.includes(` ${word}`))
