import { isFileToken } from '../base/ids.ts'
import type { Fault } from './error.ts'
import type { Attachment, FileBlock, UploadedFile } from './schema.ts'

/** A file, as a message has it. */
export type SentFile = Omit<FileBlock, 'type'>

/** A file as it is stored, without its URL, which depends on the server's address and can change. */
export type StoredFile = Omit<SentFile, 'url'>

/** An uploaded file. */
export interface FileRecord {
  file: SentFile
  /** The media type with which it is served. */
  type: string
  /** SHA-256 of its bytes, in hexadecimal. */
  hash: string
}

/** A file that a request names. */
export interface HeldFile extends FileRecord {
  /** The user who uploaded it; null for the backend. */
  userId: string | null
}

/** Returns the URL of a file of the app. */
export type FileUrl = (appId: string, file: Pick<StoredFile, 'fileToken' | 'filename'>) => string

/** `publicUrl` returns the URL of the server as clients see it, without a slash at its end. */
export const fileUrls =
  (publicUrl: () => string): FileUrl =>
  (appId, { fileToken, filename }) =>
    `${publicUrl()}/v1/${encodeURIComponent(appId)}/files/${fileToken}/${encodeURIComponent(filename)}`

export const uploadedFile = ({ file, type }: FileRecord): UploadedFile => ({
  attachmentToken: file.fileToken,
  url: file.url,
  size: file.size,
  filename: file.filename,
  type,
  subtype: file.subtype,
  width: file.width,
  height: file.height,
  duration: file.duration,
})

export function attachmentOf({ url, size, width, height, duration }: SentFile): Attachment {
  const isKnown = width !== null || height !== null || duration !== null
  return { url, size, dimensions: isKnown ? { width, height, duration } : null }
}

/** The properties of a file that the client claims in an upload. */
export interface FileClaims {
  width?: number | undefined
  height?: number | undefined
  duration?: number | undefined
  voice?: boolean | undefined
}

/** The properties of a file that its bytes show. */
export interface SniffedFile {
  /** Undefined if the format is not known. */
  type: string | undefined
  /** Undefined unless it is a picture whose size can be read. */
  size: { width: number; height: number } | undefined
}

const pictures = ['image/png', 'image/apng', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']

/** Max pixels in each direction. A larger picture could exhaust the memory of a device that shows it. */
const maxSide = 16_384

/** The properties of a file. They come from its bytes; if these do not show them, from the client's claims. */
export function describedFile(
  { type = '', size }: SniffedFile,
  claims: FileClaims,
): Pick<StoredFile, 'subtype' | 'width' | 'height' | 'duration'> & { type: string } {
  const { width = null, height = null, duration = null } = claims
  const isTooLarge = size !== undefined && Math.max(size.width, size.height) > maxSide
  if (pictures.includes(type) && !isTooLarge)
    return { type, subtype: 'image', ...(size ?? { width, height }), duration: null }
  const [kind] = type.split('/')
  if (kind === 'video') return { type, subtype: 'video', width, height, duration }
  if (kind === 'audio') {
    const subtype = claims.voice ? 'voice' : 'audio'
    return { type, subtype, width: null, height: null, duration }
  }
  const unknown = { width: null, height: null, duration: null }
  return { type: 'application/octet-stream', subtype: 'generic', ...unknown }
}

/** Returns the error for a token without a file; undefined if the token has a file. */
export const tokenFault = (
  field: Fault['field'],
  token: string | null | undefined,
  files: ReadonlyMap<string, FileRecord>,
): Fault | undefined =>
  token === null || token === undefined || files.has(token)
    ? undefined
    : { field, why: 'There is no such file.' }

/** The valid tokens of files, each once. The database would refuse some of the other texts. */
export const fileTokens = (tokens: (string | null | undefined)[]): string[] => [
  ...new Set(tokens.filter((token) => typeof token === 'string').filter(isFileToken)),
]

const maxFilename = 255

/**
 * A name for a file that is safe in every file system and dialog: the last part of a path, without control characters
 * and without marks that reverse the direction of the text. Such marks could make a file that ends in `.exe` look like
 * a `.jpg`.
 */
export function cleanFilename(given: string | undefined): string {
  const [last = ''] = (given ?? '').toWellFormed().split(/[/\\]/).slice(-1)
  const visible = last.replaceAll(
    /\p{Cc}|[\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    '',
  )
  const name = visible.trim().replace(/^\.+$/, '')
  return name === '' ? 'file' : cut(name)
}

/** An ordinary file extension, which decides how a system opens the file. */
const endingOf = (name: string) => /\.[a-z][a-z\d]{0,9}$/i.exec(name)?.[0].toLowerCase() ?? ''

/**
 * The name of a download: the name in its URL, because the stored name may be hidden from the user who has the URL. The
 * stored extension is kept, so that an invented name cannot change how the file is opened.
 */
export function downloadName(stored: string, given: string): string {
  const name = cleanFilename(given)
  return endingOf(name) === endingOf(stored) ? name : cut(name + (endingOf(stored) || '.bin'))
}

/** The name with max 255 characters, with its ending if that is short. */
function cut(name: string): string {
  const characters = [...name]
  if (characters.length <= maxFilename) return name
  const [ending = ''] = /\.[^.]{1,20}$/.exec(name) ?? []
  return characters.slice(0, maxFilename - [...ending].length).join('') + ending
}
