import type { components } from '@openparley/spec/types'
import type { FileToken } from '../content.ts'
import { unwrap } from '../problem.ts'
import type { RetryOptions } from '../retry.ts'
import type { Calls } from '../typed-calls.ts'
import { type Fetch, uploadFetch } from './upload-fetch.ts'
import type { UploadArguments } from './upload-types.ts'

type FileBlock = components['schemas']['FileBlock']

/** Makes the calls of the session with another `fetch` around its own. */
export type CallsWith = (wrap: (fetch: Fetch) => Fetch, retries?: RetryOptions) => Calls

/** The files that the session has uploaded. */
export interface UploadedFiles {
  /** Uploads a file. Returns its token. */
  add(...how: UploadArguments): Promise<FileToken>
  /** The block of a message with the file. */
  of(token: string): FileBlock | undefined
}

export function createUploads(callsWith: CallsWith): UploadedFiles {
  /** By token. The newest is last. */
  const files = new Map<string, FileBlock>()
  return {
    async add(...how) {
      const { attachmentToken, type: _, ...file } = await upload(callsWith, ...how)
      files.set(attachmentToken, { ...file, type: 'file', fileToken: attachmentToken })
      const maxFiles = 100
      const [oldest = ''] = files.keys()
      if (files.size > maxFiles) files.delete(oldest)
      return attachmentToken as FileToken
    },
    of: (token) => files.get(token),
  }
}

async function upload(
  callsWith: CallsWith,
  ...[data, { filename, width, height, duration, voice }, options = {}]: UploadArguments
) {
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
  return unwrap(response)
}
