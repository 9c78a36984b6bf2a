import type { Contract, Verdict } from '@openparley/contract/internal/conforms'
import type { Violation } from '@openparley/contract/internal/diff'
import { isObject } from '@openparley/contract/internal/document'
import { type Exchange, parsed, problemType } from '@openparley/contract/internal/exchange'

type Call = [number: number, method: string, path: string, payload?: unknown, options?: unknown]
type Result = [number: number, status: number, body: unknown]

/**
 * Checks an exchange, and each result of a batch as the response to a separate request. The faults of its request can be
 * given if they are known.
 */
export function checkExchange(
  contract: Contract,
  exchange: Exchange,
  known?: Verdict['requestFaults'],
): Verdict {
  const verdict = contract.conforms(exchange, known)
  const isBatch = verdict.operation?.id === 'sendBatch' && exchange.response.status === 200
  if (!isBatch || verdict.violations.length > 0) return verdict
  return { ...verdict, violations: resultViolations(contract, exchange) }
}

function resultViolations(contract: Contract, exchange: Exchange): Violation[] {
  const calls = parsed(exchange.request.body) as Call[]
  const results = parsed(exchange.response.body ?? '') as Result[]
  return results.flatMap((result, index) => {
    const call = calls[index]
    return call ? contract.conforms(innerExchange(contract, exchange, call, result)).violations : []
  })
}

function innerExchange(
  contract: Contract,
  { request }: Exchange,
  [, method, path, payload, options]: Call,
  [, status, body]: Result,
): Exchange {
  const url = new URL(request.url.replace(/\/batch\/?(\?.*)?$/, '') + path)
  if (method === 'GET' && isObject(payload))
    for (const [name, value] of Object.entries(payload)) url.searchParams.append(name, `${value}`)
  const isSent = !['GET', 'DELETE'].includes(method) && payload !== undefined && payload !== null
  const headers = new Headers(request.headers)
  if (isObject(options) && options.api_version)
    headers.set('talkjs-rest-version', `${options.api_version}`)
  return {
    request: { method, url: url.href, headers, body: isSent ? JSON.stringify(payload) : '' },
    response: {
      status,
      headers: new Headers({
        // A result has no headers, so these replace the required ones.
        'content-type': isObject(body) && 'title' in body ? problemType : 'application/json',
        'retry-after': '1',
        'www-authenticate': 'Bearer',
        allow: contract.route(method, url.href).methods.join(', '),
      }),
      body: JSON.stringify(body),
    },
  }
}
