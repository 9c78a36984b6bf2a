import { Document } from 'yaml'
import { doNotEdit, type Spec } from './spec.ts'

export function yamlDocument(spec: Spec): string {
  // Parsers of YAML 1.1, which are still common, read an unquoted 2024-01-01 as a date.
  const document = new Document(spec, { aliasDuplicateObjects: false, compat: 'yaml-1.1' })
  document.commentBefore = ` ${doNotEdit}`
  return document.toString({ lineWidth: 100, singleQuote: true, blockQuote: 'literal' })
}
