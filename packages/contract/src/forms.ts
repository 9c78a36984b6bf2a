import { type OpenApiDocument, resolve, type Schema } from './document.ts'

export const formType = 'multipart/form-data'

/** The fields of a form, in their order, as texts. */
type Fields = [name: string, text: string][]

/** Reads the text of a form (RFC 7578). Undefined if it is not a complete form. */
export function formFields(contentType: string, text: string): Fields | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) return undefined
  // The first delimiter has no line break before it.
  const [, ...pieces] = `\r\n${text}`.split(`\r\n--${boundary}`)
  if (!pieces.pop()?.startsWith('--')) return undefined
  const fields: Fields = []
  for (const piece of pieces) {
    const headEnd = piece.indexOf('\r\n\r\n')
    const head = piece.slice(0, headEnd)
    const [, name] = /^content-disposition:\s*form-data;.*?\bname="([^"]*)"/im.exec(head) ?? []
    if (headEnd < 0 || name === undefined) return undefined
    fields.push([name, piece.slice(headEnd + 4)])
  }
  return fields
}

/** The schemas of the fields of a form, by name. */
export const fieldSchemas = (document: OpenApiDocument, form: string): Schema =>
  (resolve<Schema>(document, form).object.properties ?? {}) as Schema

/** The headers of a file, as browsers write them. Prism exits if a file has a name and no type. */
const fileHead = '; filename="blob"\r\nContent-Type: application/octet-stream'

/** As browsers write names (HTML Living Standard §4.10.22.8). */
const escaped = (name: string) =>
  name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22')

/** The text of a form with these fields. A field with an array occurs several times. */
export function formText(fields: Record<string, unknown>, boundary: string): string {
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => {
      const file = name === 'file' ? fileHead : ''
      const head = `Content-Disposition: form-data; name="${escaped(name)}"${file}`
      const text = typeof one === 'string' ? one : JSON.stringify(one)
      return `--${boundary}\r\n${head}\r\n\r\n${text}\r\n`
    }),
  )
  return `${parts.join('')}--${boundary}--\r\n`
}
