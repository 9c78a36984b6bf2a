import fc from 'fast-check'

const surrogates = { first: 0xd800, count: 0x800 }

/**
 * Any code point, except halves of surrogate pairs. The unit `binary` of fast-check is the same, but makes a table of
 * them all, which takes a second in each worker.
 */
const codePoint = fc
  .integer({ min: 0, max: 0x10ffff - surrogates.count })
  // With the way back, names such as `__proto__` are among the texts.
  .map(characterAt, placeOf)

function characterAt(place: number): string {
  return String.fromCodePoint(place < surrogates.first ? place : place + surrogates.count)
}

function placeOf(text: unknown): number {
  const code = String(text).codePointAt(0) ?? -1
  const place = code < surrogates.first ? code : code - surrogates.count
  if (place < 0 || characterAt(place) !== text) throw new Error('Not one code point.')
  return place
}

/** Any text of whole characters. */
export const anyText = (length: { minLength?: number; maxLength?: number } = {}) =>
  fc.string({ ...length, unit: codePoint })
