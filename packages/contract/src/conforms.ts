import { createDeliveryCheck } from './deliveries.ts'
import { renderedViolations, type Violation } from './diff.ts'
import {
  type OpenApiDocument,
  type Operation,
  operationsOf,
  responseTo,
  webhooksOf,
} from './document.ts'
import {
  type Exchange,
  type ReceivedResponse,
  type SentRequest,
  type ServerSentEvent,
  streamType,
} from './exchange.ts'
import { createRequestCheck, createRouter } from './requests.ts'
import { createResponseCheck } from './responses.ts'
import { createSchemas, type Fault } from './schemas.ts'

/**
 * The result of checking one exchange.
 *
 * @example
 * const { operation, violations } = contract.conforms(exchange)
 * if (violations.length > 0) throw new Error(contract.rendered(violations))
 */
export interface Verdict {
  /** Undefined if the document has no such path or method. */
  operation: Operation | undefined
  /** Faults of the request. They do not count as violations if the server refuses the request with a 4xx. */
  requestFaults: Fault[]
  /** Differences between the response and the document; empty if there are none. */
  violations: Violation[]
}

/**
 * Returns a readable place, such as a file and a line, for a JSON pointer into the document.
 *
 * @example
 * const sourceOf: SourceOf = (pointer) => `openapi.yaml, line ${lines.get(pointer)}`
 */
export type SourceOf = (pointer: string) => string

/**
 * Checks exchanges against one document: see `createContract`.
 *
 * @example
 * function assertConforms(contract: Contract, exchange: Exchange) {
 *   assert.deepEqual(contract.conforms(exchange).violations, [])
 * }
 */
export type Contract = ReturnType<typeof createContract>

/**
 * Creates a check of HTTP exchanges against an OpenAPI 3.1 document.
 *
 * Responses are checked as if the document's objects were closed: a property that is not documented is a
 * violation. An undocumented status, header or media type is reported too, and so is a success for a request that the
 * document does not allow. A path or method that the document does not have must be a 404, or a 405 with `Allow`, as
 * `application/problem+json` (RFC 9457), and valid by the schema `Problem` (for a 400 `ValidationProblem`), if the
 * document has it.
 *
 * @param document The document, bundled: every `$ref` is local.
 * @param sourceOf Returns a readable place for a pointer into the document. Default: the pointer itself.
 * @throws If a reference cannot be resolved, or a schema cannot be compiled when it is first needed.
 *
 * @example
 * import { createContract } from '@openparley/contract'
 *
 * const contract = createContract(JSON.parse(await readFile('openapi.json', 'utf8')))
 * const request = new Request('http://127.0.0.1:8080/pets/1')
 * const response = await fetch(request)
 * const { violations } = contract.conforms({
 *   request: { method: request.method, url: request.url, headers: request.headers, body: '' },
 *   response: { status: response.status, headers: response.headers, body: await response.text() },
 * })
 * console.log(contract.rendered(violations))
 */
export function createContract(
  document: OpenApiDocument,
  sourceOf: SourceOf = (pointer) => `#${pointer}`,
) {
  const operations = operationsOf(document)
  const route = createRouter(operations)
  const checkClosed = createSchemas(document, true)
  const responses = createResponseCheck(document, checkClosed)
  const check = createSchemas(document, false)
  const requestFaults = createRequestCheck(document, check)
  const webhooks = webhooksOf(document)
  const deliveryFaults = createDeliveryCheck(webhooks, createRequestCheck(document, checkClosed))

  const toViolations = (operation: string, status: number, faults: Fault[]): Violation[] =>
    faults.map((fault) => ({ ...fault, operation, status, source: sourceOf(fault.source) }))

  /** Checks one exchange. The faults of its request can be given if they are known. */
  function conforms({ request, response }: Exchange, known?: Fault[]): Verdict {
    const { match, methods } = route(request.method, request.url)
    // HEAD is GET without the body (RFC 9110 §9.3.2), documented or not. A server need not support it.
    if (!match && request.method === 'HEAD' && methods.includes('GET') && response.status !== 405) {
      const { violations } = conforms({
        request: { ...request, method: 'GET' },
        response: { ...response, body: undefined },
      })
      return { operation: undefined, requestFaults: [], violations }
    }
    if (!match) {
      const name = `${request.method} ${new URL(request.url).pathname}`
      const faults = unroutedFaults(methods, request, response)
      return {
        operation: undefined,
        requestFaults: [],
        violations: toViolations(name, response.status, faults),
      }
    }
    const { operation, path } = match
    const faults = known ?? requestFaults(operation, path, request)
    return {
      operation,
      requestFaults: faults,
      violations: toViolations(operation.id, response.status, [
        ...acceptedFaults(faults, response.status),
        ...answerFaults(operation, response),
      ]),
    }
  }

  /** An invalid request must be refused. */
  const acceptedFaults = (faults: Fault[], status: number): Fault[] =>
    status >= 400
      ? []
      : faults.map(({ pointer, expected, ...fault }) => ({
          ...fault,
          pointer: `request ${pointer}`,
          expected: `${expected}, or a 4xx`,
        }))

  function answerFaults(operation: Operation, response: ReceivedResponse): Fault[] {
    const documented = responseTo(operation, response.status)
    if (documented) return responses.documented(documented, response)
    const expected = [...operation.responses.keys(), ...operation.otherResponses.keys()].join(', ')
    const source = `${operation.pointer}/responses`
    return [{ pointer: 'status', expected, source, got: response.status }]
  }

  /** A request that is not documented must get a 404, or a 405 with `Allow`. */
  function unroutedFaults(
    methods: string[],
    { method, url, headers: asked }: SentRequest,
    response: ReceivedResponse,
  ): Fault[] {
    const { status, headers } = response
    const [, root] = new URL(url).pathname.split('/')
    const isOurs = operations.some(({ path }) => path.split('/')[1] === root)
    // A preflight (Fetch Standard §4.8) is not an operation.
    const isPreflight = method === 'OPTIONS' && asked.has('access-control-request-method')
    if (!isOurs || isPreflight || status === 503) return []
    // A path that is not valid is refused before routing.
    const possible = methods.length > 0 ? [405] : [404, 400]
    const faults =
      method === 'HEAD'
        ? []
        : responses.problem([...(status === 400 ? ['ValidationProblem'] : []), 'Problem'], response)
    if (!possible.includes(status))
      faults.unshift({
        pointer: 'status',
        expected: possible.join(' or '),
        source: '/paths',
        got: status,
      })
    const allow = headers.get('allow')
    const isImplied = (name: string) => name === 'HEAD' && methods.includes('GET')
    const allowed = (allow ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => methods.includes(name) || !isImplied(name))
    if (methods.length > 0 && allowed.toSorted().join() !== methods.toSorted().join())
      faults.push({
        pointer: 'header/Allow',
        expected: methods.join(', '),
        source: '/paths',
        got: allow ?? undefined,
      })
    return faults
  }

  /** Checks one event of an operation's stream. */
  function conformsEvent(operationId: string, event: ServerSentEvent): Violation[] {
    const operation = operations.find(({ id }) => id === operationId)
    const response = operation?.responses.get(200)
    if (!response?.object.content?.[streamType])
      throw new Error(`${operationId} does not return ${streamType}`)
    return toViolations(operationId, 200, responses.event(response.pointer, event))
  }

  /**
   * Checks a request that a webhook has received, as if the document's objects were closed. If no name of a webhook is
   * given, it is the `type` of the body.
   */
  function conformsDelivery(request: SentRequest, name?: string) {
    const { webhook, title, faults } = deliveryFaults(request, name)
    return { webhook, violations: toViolations(title, 0, faults) }
  }

  return {
    document,
    operations,
    /** The operations of the document's `webhooks`. */
    webhooks,
    route,
    /** Returns the faults of a value against the schema at a pointer, as published. */
    check,
    /** The same, but an undocumented property is an error. */
    checkClosed,
    sourceOf,
    conforms,
    conformsEvent,
    conformsDelivery,
    rendered: renderedViolations,
  }
}
