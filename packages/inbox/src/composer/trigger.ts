/** A name that is being typed after an `@` or a `:`. */
export interface Trigger {
  kind: '@' | ':'
  query: string
  /** Where it begins in the text, with its sign. */
  start: number
}

const emojiName = /(?:^|[\s([{"'])(:)([a-z0-9_+-]{2,30})$/i
const userName = /(?:^|[\s([{"'])(@)([^@\s]{0,30}(?: [^@\s]{0,30})?)$/u

/**
 * The text before the caret that can be completed. The name of a user may have two words; the name of an emoji has two
 * letters or more.
 */
export function triggerAt(text: string, caret: number): Trigger | undefined {
  const before = text.slice(Math.max(0, caret - 70), caret)
  const found = emojiName.exec(before) ?? userName.exec(before)
  if (!found) return undefined
  const [, sign, query = ''] = found
  return { kind: sign === '@' ? '@' : ':', query, start: caret - query.length - 1 }
}

/**
 * Replaces the typed text with the chosen suggestion. Returns the text, and the position of the caret after the change.
 */
export function completed(
  text: string,
  { start }: Trigger,
  caret: number,
  chosen: string,
): { text: string; caret: number } {
  const rest = text.slice(caret)
  const inserted = `${chosen}${/^\s/.test(rest) ? '' : ' '}`
  return { text: text.slice(0, start) + inserted + rest, caret: start + inserted.length }
}
