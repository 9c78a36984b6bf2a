import type { Exchange } from '@openparley/contract/internal/exchange'

/** A short description of a call: its method and target, and anything unusual. */
export function callLine({ method, url, headers, body }: Exchange['request']): string {
  const { pathname, search } = new URL(url)
  const type = headers.get('content-type')
  const what = [
    `${method} ${pathname}${search}`,
    headers.has('authorization') ? '' : 'without a token',
    type === null || type === 'application/json' ? '' : `as ${type}`,
    body.length > 10_000 ? `with ${body.length} characters` : '',
  ]
  return what.filter(Boolean).join(', ')
}
