import type { SentFile, StoredFile } from './file.ts'
import type { Attachment, FileBlock } from './schema.ts'

// Messages and events are stored without the URLs of files, because these begin with the address of the server, which
// can change.

/** The file without its URL. */
export const storedFile = ({ url: _, ...file }: SentFile): StoredFile => file

/** The data of an event as JSON, without the URLs of its files. */
export const withoutFileUrls = (json: string): string => withUrls(json, () => undefined)

/** The data of an event as JSON, with the URLs of its files. */
export const withFileUrls = (json: string, urlOf: (file: StoredFile) => string): string =>
  withUrls(json, urlOf)

type UrlOf = (file: StoredFile) => string | undefined

function withUrls(json: string, urlOf: UrlOf): string {
  const data: unknown = JSON.parse(json)
  setUrls(data, urlOf)
  return JSON.stringify(data)
}

/** Sets the URLs in all messages in the value. */
function setUrls(value: unknown, urlOf: UrlOf): void {
  if (typeof value !== 'object' || value === null) return
  const { content, attachment } = value as { content?: unknown; attachment?: Attachment | null }
  for (const block of Array.isArray(content) ? content : []) {
    if (block.type !== 'file') continue
    const url = urlOf(block as FileBlock)
    Object.assign(block, { url })
    if (attachment) Object.assign(attachment, { url })
  }
  // Custom data belongs to the app: never change it.
  for (const [key, inner] of Object.entries(value)) if (key !== 'custom') setUrls(inner, urlOf)
}
