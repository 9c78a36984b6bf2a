import type { Document } from './http/document.ts'

/** An id that is none would make an app that no path can name. */
export function assertAppId(document: Document, id: string): void {
  const { Id } = document.components.schemas as Record<'Id', { pattern: string; maxLength: number }>
  const { pattern, maxLength } = Id
  if (!new RegExp(pattern, 'u').test(id) || [...id].length > maxLength)
    throw new Error(
      `"${id}" cannot be the id of an app: 1 to ${maxLength} letters, digits and signs, but no "/".`,
    )
}
