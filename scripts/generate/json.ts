import type { Spec } from './spec.ts'

/**
 * The document as JSON. Characters that nobody sees, as in the pattern of ids, are written as escapes; those beyond
 * U+FFFF are not, as readers that take JSON for YAML do not join two escapes into one character.
 */
export const jsonDocument = (spec: Spec): string =>
  `${JSON.stringify(spec, null, 2).replaceAll(/[^\P{C}\n]/gu, (character) =>
    character.length > 1
      ? character
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}\n`
