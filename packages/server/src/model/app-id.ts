/** The schema of ids in the document. */
export interface IdRule {
  pattern: string
  maxLength: number
}

/** Throws when no path could name an app of this id. */
export function assertAppId(id: string, { pattern, maxLength }: IdRule): void {
  if (!new RegExp(pattern, 'u').test(id) || [...id].length > maxLength)
    throw new Error(
      `"${id}" cannot be the id of an app: 1 to ${maxLength} letters, digits and signs, but no "/".`,
    )
}
