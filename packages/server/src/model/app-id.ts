/** The schema of ids in the document. */
export interface IdRule {
  pattern: string
  maxLength: number
  not: { enum: string[] }
}

/** Throws when no path could name an app of this id. */
export function assertAppId(id: string, { pattern, maxLength, not }: IdRule): void {
  const fits = new RegExp(pattern, 'u').test(id) && [...id].length <= maxLength
  if (!fits || not.enum.includes(id))
    throw new Error(
      `"${id}" cannot be the id of an app: 1 to ${maxLength} letters, digits and signs, but no "/".`,
    )
}
