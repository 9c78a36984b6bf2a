import { isFileToken } from '../base/ids.ts'
import { invalid, invalidRequest, notFound } from '../model/error.ts'
import {
  cleanFilename,
  describedFile,
  downloadName,
  type FileRecord,
  uploadedFile,
} from '../model/file.ts'
import type { UploadedFile } from '../model/schema.ts'
import { sniffedFile } from '../store/files/sniffed-file.ts'
import type { AppContext, Handler, Input } from './operation.ts'

export const uploadFile: Handler<'uploadFile'> = ({ body }, context) => upload(body, context, null)

/** Stores the file of a form. `userId` is the user who uploads it; null for the backend. */
export async function upload(
  form: Input<'uploadFile'>['body'],
  context: AppContext,
  userId: string | null,
): Promise<UploadedFile> {
  const { app, files, fileUrl, maxFileBytes, now, store } = context
  const fileToken = context.newFileToken()
  const lock = [`file ${fileToken}`]
  let isBegun = false
  const discard = async () => {
    await files.delete(fileToken)
    await store.write(lock, (tx) => tx.files.delete(app.id, fileToken))
  }
  try {
    const {
      file: stored,
      filename: given,
      fields,
    } = await form.read(async (bytes) => {
      isBegun = true
      await store.write(lock, (tx) => tx.files.begin(app.id, fileToken, userId, now()))
      return files.put(fileToken, bytes, maxFileBytes)
    })
    const { size, sha256: hash, head } = stored
    if (size === 0) throw invalid('file', 'Must have at least 1 byte.')
    const { type, ...described } = describedFile(await sniffedFile(head), fields)
    if (fields.voice && described.subtype !== 'voice')
      throw invalidRequest([{ field: ['voice'], why: 'The file is not a sound.' }])
    const filename = cleanFilename(fields.filename ?? given)
    const file = { fileToken, size, filename, ...described }
    const url = fileUrl(app.id, file)
    const record: FileRecord = { file: { ...file, url }, type, hash }
    await store.write(lock, (tx) => tx.files.complete(app.id, record))
    return uploadedFile(record)
  } catch (error) {
    if (isBegun) {
      // If this fails too, the file is collected after a day, as after a crash.
      await discard().catch(() => undefined)
    }
    throw error
  }
}

export const getFile: Handler<'getFile'> = async ({ path }, { files, store }) => {
  const { appId, fileToken, filename } = path
  const found = isFileToken(fileToken) ? await store.read.files.get(appId, fileToken) : undefined
  if (!found) throw notFound('file', fileToken)
  const { file, type, hash } = found
  const { size, subtype } = file
  return {
    size,
    type,
    hash,
    filename: downloadName(file.filename, filename),
    isInline: subtype !== 'generic',
    open: (range) => files.get(fileToken, range),
  }
}
