import type { components } from '@openparley/spec/types'
import { expect } from 'vitest'
import { checkedFetch } from './exchange.ts'
import type { Site } from './server.ts'
import { userToken } from './token.ts'

type UploadedFile = components['schemas']['UploadedFile']

export interface UploadOptions {
  /** The user of a user token; default the backend. */
  as?: string
  /** The name of the part with the file. */
  filename?: string
  /** Other fields, which come before the file in the form. */
  fields?: Record<string, string>
  headers?: Record<string, string>
}

/** Sends a file; with null, sends a form without a file. */
export async function sendFile(
  site: Site,
  bytes: string | Uint8Array<ArrayBuffer> | null,
  { as, filename = 'receipt.txt', fields = {}, headers }: UploadOptions = {},
): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  if (bytes !== null) body.append('file', new Blob([bytes]), filename)
  return sendForm(site, body, as, headers)
}

/** Sends a form of any kind. */
export const sendForm = async (
  site: Site,
  body: FormData | string,
  as?: string,
  headers: Record<string, string> = {},
): Promise<Response> =>
  checkedFetch(
    new Request(`${site.baseUrl}/v1/${site.appId}${as === undefined ? '' : '/realtime'}/files`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${as === undefined ? site.secretKey : await userToken(site, as)}`,
        ...headers,
      },
      body,
    }),
  )

/** Uploads a file, and expects success. */
export async function uploaded(
  site: Site,
  bytes: string | Uint8Array<ArrayBuffer>,
  options?: UploadOptions,
): Promise<UploadedFile> {
  const response = await sendFile(site, bytes, options)
  const body = await response.json()
  expect(response.status, JSON.stringify(body)).toBe(200)
  return body
}

/** Downloads from the URL of a file. */
export const download = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  checkedFetch(new Request(url, { method, headers }))
