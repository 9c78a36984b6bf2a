import { Document } from 'yaml'
import { doNotEdit, type Spec } from './spec.ts'

export function yamlDocument(spec: Spec): string {
  const document = new Document(spec, { aliasDuplicateObjects: false })
  document.commentBefore = ` ${doNotEdit}`
  return document.toString({ lineWidth: 100, singleQuote: true })
}
