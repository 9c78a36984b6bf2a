import { type Fault, invalidRequest } from '../model/error.ts'
import type { BatchCall } from '../model/schema.ts'
import type { Handler, InnerCall, Output } from './operation.ts'

export const sendBatch: Handler<'sendBatch'> = async ({ body }, { app, calls }) => {
  const root = `/v1/${encodeURIComponent(app.id)}`
  const faults = body.flatMap((entry, index) =>
    callFaults(root, entry).map(({ field, why }) => ({ field: [index, ...field], why })),
  )
  if (faults.length > 0) throw invalidRequest(faults)
  const call = calls()
  const results: Output<'sendBatch'> = []
  // One call at a time: a call can need the result of an earlier one.
  for (const entry of body) {
    const result = await call(innerCall(root, entry))
    results.push([entry[0], result.status, result.body])
  }
  return results
}

/** Returns the faults of a call in a batch that its schema does not cover. */
function callFaults(root: string, [, method, path, payload]: BatchCall): Fault[] {
  const [pathname = ''] = path.split('?')
  if (pathname.split('/').some((segment) => /^(\.|%2e){1,2}$/i.test(segment)))
    return [{ field: [2], why: 'Must not have a segment . or .. .' }]
  const called = decoded(root + pathname)
  if (/^\/v1\/[^/]+\/batch\/?$/.test(called))
    return [{ field: [2], why: 'A batch must not contain a batch.' }]
  if (/^\/v1\/[^/]+\/(realtime\/)?files(\/|$)/.test(called))
    return [{ field: [2], why: 'A batch is JSON: it must not upload or download files.' }]
  if (method !== 'GET' || payload === undefined || payload === null) return []
  if (Array.isArray(payload)) return [{ field: [3], why: 'Must be object or null.' }]
  return Object.entries(payload).flatMap(([name, value]) =>
    typeof value === 'string' ? [] : [{ field: [3, name], why: 'Must be string.' }],
  )
}

/** The path without percent-encoding; empty if it is malformed, so that the call itself refuses it. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
}

const queryOf = (payload: unknown) =>
  String(new URLSearchParams((payload ?? {}) as Record<string, string>))

function innerCall(root: string, [, method, path, payload, options]: BatchCall): InnerCall {
  const version = options?.api_version
  // Trailing spaces are not part of a URL.
  const url = root + path.replaceAll(' ', '%20')
  if (method === 'GET' || method === 'DELETE') {
    const query = method === 'GET' ? queryOf(payload) : ''
    const separator = url.includes('?') ? '&' : '?'
    return { method, url: query === '' ? url : url + separator + query, version }
  }
  return { method, url, body: payload ?? undefined, version }
}
