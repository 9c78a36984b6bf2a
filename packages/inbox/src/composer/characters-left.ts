/** Maximum number of characters of a message. */
const maxLength = 10_000

/** With fewer characters left than this, their number is shown. */
export const fewLeft = 500

/** How many characters the user may still type; below 0 if there are too many. */
export const charactersLeft = (text: string): number =>
  // Counting takes time: a text has at most as many characters as code units.
  text.length < maxLength - fewLeft ? maxLength : maxLength - [...text].length
