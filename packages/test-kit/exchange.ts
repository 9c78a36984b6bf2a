import { checkExchange, type Fact } from '@openparley/conformance'
import type { Exchange, Operation, ServerSentEvent } from '@openparley/contract'
import type { Verdict } from '@openparley/contract/internal/conforms'
import { eventsOf } from '@openparley/contract/internal/exchange'
import { contract } from './contract.ts'
import { observer, record } from './coverage.ts'

/** The difference between the server's response and the document. */
export class ContractError extends Error {
  override name = 'ContractError'
}

const isStream = ({ headers }: Response) =>
  headers.get('content-type')?.startsWith('text/event-stream') === true

/** Validates an exchange against the document, and throws the differences. */
export function conforming(exchange: Exchange, keep = record): Verdict {
  const verdict = checkExchange(contract, exchange)
  if (verdict.violations.length > 0) throw new ContractError(contract.rendered(verdict.violations))
  keep(observer.exchange(exchange, verdict))
  return verdict
}

/** The same; returns the operation. */
export const assertConforms = (exchange: Exchange, keep = record): Operation | undefined =>
  conforming(exchange, keep).operation

/**
 * The fetch of every test: sends the request and validates the exchange against the document. Throws the differences if
 * the response is not documented, or accepts an invalid request.
 */
export const checkedFetch = (request: Request) => fetchChecked(request, record)

/** The same for the mock, whose responses do not count as coverage of the server. */
export const checkedMockFetch = (request: Request) => fetchChecked(request, () => {})

async function fetchChecked(request: Request, keep: (facts: Fact[]) => void): Promise<Response> {
  const { response, operation } = await openChecked(request, keep)
  return operation && isStream(response) ? checkedStream(operation, response, keep) : response
}

/** For callers that validate each exchange themselves with `conforming`: validates only streams and their events. */
export async function fetchWithCheckedStreams(request: Request): Promise<Response> {
  const response = await fetch(request)
  if (!isStream(response)) return response
  const { method, url, headers } = request
  const operation = assertConforms({
    request: { method, url, headers, body: '' },
    response: { status: response.status, headers: response.headers, body: undefined },
  })
  return operation ? checkedStream(operation, response, record) : response
}

/** The same for a stream whose reader validates each event itself, with `assertEventConforms`. */
export async function openChecked(request: Request, keep: (facts: Fact[]) => void = record) {
  const body = await request.clone().text()
  const response = await fetch(request)
  const exchange: Exchange = {
    request: { method: request.method, url: request.url, headers: request.headers, body },
    response: {
      status: response.status,
      headers: response.headers,
      body: isStream(response) ? undefined : await response.clone().text(),
    },
  }
  return { response, operation: assertConforms(exchange, keep) }
}

/** Validates one event of the operation's stream against the document. */
export function assertEventConforms(
  operation: Operation,
  event: ServerSentEvent,
  keep = record,
): void {
  const violations = contract.conformsEvent(operation.id, event)
  if (violations.length > 0) throw new ContractError(contract.rendered(violations))
  keep(observer.event(operation, event))
}

/** The response; its stream fails at the first event that does not match the document. */
function checkedStream(
  operation: Operation,
  response: Response,
  keep: (facts: Fact[]) => void,
): Response {
  const decoder = new TextDecoder()
  let text = ''
  const checked = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      text += decoder.decode(chunk, { stream: true })
      const end = text.lastIndexOf('\n\n')
      for (const event of eventsOf(text.slice(0, Math.max(end, 0))))
        assertEventConforms(operation, event, keep)
      text = text.slice(end < 0 ? 0 : end + 2)
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body?.pipeThrough(checked) ?? null, response)
}
