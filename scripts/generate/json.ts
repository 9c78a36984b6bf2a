import type { Spec } from './spec.ts'

/**
 * The document as JSON. Invisible characters, as in the pattern of ids, are escaped. Characters above U+FFFF are not
 * escaped, since YAML parsers that read JSON do not combine two escapes into one character.
 */
export const jsonDocument = (spec: Spec): string =>
  `${JSON.stringify(spec, null, 2).replaceAll(/[^\P{C}\n]/gu, (character) =>
    character.length > 1
      ? character
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}\n`
