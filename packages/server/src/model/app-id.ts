/** The schema of ids in the document. */
export interface IdRule {
  pattern: string
  maxLength: number
  not: { pattern: string }
}

/** Throws when no path could name an app of this id. */
export function assertAppId(id: string, { pattern, maxLength, not }: IdRule): void {
  const matches = (text: string) => new RegExp(text, 'u').test(id)
  if (!matches(pattern) || matches(not.pattern) || [...id].length > maxLength)
    throw new Error(
      `"${id}" cannot be the id of an app: 1 to ${maxLength} letters, digits and signs, but no "/".`,
    )
}
