import type { components } from '@openparley/spec/types'
import type { FileToken } from '../content.ts'
import { unwrap } from '../problem.ts'
import type { RetryOptions } from '../retry.ts'
import type { Calls } from '../typed-calls.ts'
import { type Fetch, uploadFetch } from './upload-fetch.ts'
import type { UploadArguments } from './upload-types.ts'

type Wire = components['schemas']

/** Makes the calls of the session with another `fetch` around its own. */
export type CallsWith = (wrap: (fetch: Fetch) => Fetch, retries?: RetryOptions) => Calls

/** Uploads a file, and returns it as a block of a message. */
export async function upload(
  callsWith: CallsWith,
  ...[data, { filename, width, height, duration, voice }, options = {}]: UploadArguments
): Promise<Wire['FileBlock'] & { fileToken: FileToken }> {
  const form = new FormData()
  for (const [name, value] of Object.entries({ filename, width, height, duration, voice }))
    if (value !== undefined) form.append(name, String(value))
  form.append('file', data, filename)
  const client = callsWith((fetch) => uploadFetch(fetch, options, data.size))
  const { signal } = options
  const response = await client.POST('/realtime/files', {
    body: form,
    ...(signal && { signal }),
  })
  const { attachmentToken, type: _, ...file } = unwrap(response)
  return { ...file, type: 'file', fileToken: attachmentToken as FileToken }
}
