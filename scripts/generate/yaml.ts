import { Document } from 'yaml'
import { doNotEdit, type Spec } from './spec.ts'

export const yamlDocument = (spec: Spec): string => yamlText(spec, doNotEdit)

/** The value as YAML, with the comment before it. */
export function yamlText(value: object, comment: string): string {
  // Parsers of YAML 1.1, which are still common, read an unquoted 2024-01-01 as a date.
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' })
  document.commentBefore = ` ${comment}`
  return document.toString({ lineWidth: 100, singleQuote: true, blockQuote: 'literal' })
}
