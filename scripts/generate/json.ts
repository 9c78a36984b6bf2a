import type { Spec } from './spec.ts'

/** The document as JSON. Characters that nobody sees, as in the pattern of ids, are written as escapes. */
export const jsonDocument = (spec: Spec): string =>
  `${JSON.stringify(spec, null, 2).replaceAll(/[^\P{C}\n]/gu, escaped)}\n`

const escaped = (character: string) =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
