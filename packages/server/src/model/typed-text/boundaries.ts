/** Letters and digits, without those of scripts that are written without spaces between words. */
const letter =
  /^[[\p{L}\p{M}\p{N}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]]/v
const blank = /^\s/

/** The character that begins at the index, or an empty string. */
export const characterAfter = (text: string, index: number): string => {
  const codePoint = text.codePointAt(index)
  return codePoint === undefined ? '' : String.fromCodePoint(codePoint)
}

/** The character that ends before the index, or an empty string. */
export function characterBefore(text: string, index: number): string {
  if (index <= 0) return ''
  const pair = characterAfter(text, index - 2)
  return index > 1 && pair.length === 2 ? pair : text.charAt(index - 1)
}

/** Whether the character is part of a word. */
export const isLetter = (character: string) => letter.test(character)

export const isBlank = (character: string) => character === '' || blank.test(character)
