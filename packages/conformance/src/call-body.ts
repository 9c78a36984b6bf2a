import {
  bodyPointer,
  isObject,
  mediaType,
  type OpenApiDocument,
  type Operation,
} from '@openparley/contract/internal/document'
import { parsed } from '@openparley/contract/internal/exchange'
import { formText, formType } from '@openparley/contract/internal/forms'
import { formValue } from '@openparley/contract/internal/requests'
import type { Mutation } from './mutations.ts'

const boundary = 'a-part-of-the-form'

/** The media type of the operation's body. */
export const bodyType = ({ body }: Operation): string =>
  Object.keys(body?.object.content ?? {})[0] ?? 'application/json'

/** The header for the text of the operation's body. */
export const contentTypeOf = (operation: Operation): string => {
  const type = bodyType(operation)
  return type === formType ? `${type}; boundary=${boundary}` : type
}

/** The value as the text of the operation's body; undefined if it cannot be written as one. */
export function bodyText(operation: Operation, value: unknown): string | undefined {
  if (bodyType(operation) !== formType) return JSON.stringify(value)
  return isObject(value) ? formText(value, boundary) : undefined
}

/**
 * Whether `bodyText` can write the mutation. Reads the value only for a form, so that long JSON values are not copied.
 */
export const isWritable = (operation: Operation, mutation: Mutation): boolean =>
  bodyType(operation) !== formType || isObject(mutation.value)

/** The value of the text of the operation's body; undefined if it has none. */
export function bodyValue(document: OpenApiDocument, operation: Operation, text: string): unknown {
  const type = contentTypeOf(operation)
  if (mediaType(type) !== formType) return parsed(text)
  const headers = new Headers({ 'content-type': type })
  return formValue(document, bodyPointer(operation, formType), {
    method: 'POST',
    url: '',
    headers,
    body: text,
  })
}
