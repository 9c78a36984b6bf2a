import { renderedViolations, type Violation } from './diff.ts'
import { type OpenApiDocument, type Operation, operationsOf, step } from './document.ts'
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

/** What an exchange was, and where it breaks the document. */
export interface Verdict {
  /** Undefined for a path or a method that the document does not have. */
  operation: Operation | undefined
  /** What the document forbids about the request. */
  requestFaults: Fault[]
  violations: Violation[]
}

/** Tells where a pointer into the document leads, in words for people. */
export type SourceOf = (pointer: string) => string

export type Contract = ReturnType<typeof createContract>

/** The document as a judge of exchanges. `sourceOf` turns its pointers into places for people. */
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

  const told = (operation: string, status: number, faults: Fault[]): Violation[] =>
    faults.map((fault) => ({ ...fault, operation, status, source: sourceOf(fault.source) }))

  /** The judgement over one exchange. */
  function conforms({ request, response }: Exchange): Verdict {
    const { match, methods } = route(request.method, request.url)
    if (!match) {
      const name = `${request.method} ${new URL(request.url).pathname}`
      const faults = unroutedFaults(methods, request, response)
      return {
        operation: undefined,
        requestFaults: [],
        violations: told(name, response.status, faults),
      }
    }
    const { operation, path } = match
    const faults = requestFaults(operation, path, request)
    return {
      operation,
      requestFaults: faults,
      violations: told(operation.id, response.status, [
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
    const documented = operation.responses.get(response.status)
    if (documented) return responses.documented(documented, response)
    const expected = [...operation.responses.keys()].join(', ')
    const source = `${operation.pointer}/responses`
    return [{ pointer: 'status', expected, source, got: response.status }]
  }

  /** What the document does not have is a 404, or a 405 that says what there is, or no business of ours. */
  function unroutedFaults(
    methods: string[],
    { method, url, headers: asked }: SentRequest,
    response: ReceivedResponse,
  ): Fault[] {
    const { status, headers } = response
    const [, root] = new URL(url).pathname.split('/')
    const isOurs = operations.some(({ path }) => path.split('/')[1] === root)
    // A preflight is the browser's business (Fetch Standard §4.8), and no operation.
    const isPreflight = method === 'OPTIONS' && asked.has('access-control-request-method')
    if (!isOurs || isPreflight || status === 503) return []
    // What is no proper path is refused before anybody looks for it.
    const possible = methods.length > 0 ? [405] : [404, 400]
    const faults =
      method === 'HEAD'
        ? []
        : responses.problem(status === 400 ? 'ValidationProblem' : 'Problem', response)
    if (!possible.includes(status))
      faults.unshift({
        pointer: 'status',
        expected: possible.join(' or '),
        source: '/paths',
        got: status,
      })
    const allow = headers.get('allow')
    const allowed = (allow ?? '').split(',').map((name) => name.trim())
    if (methods.length > 0 && allowed.toSorted().join() !== methods.toSorted().join())
      faults.push({
        pointer: 'header/Allow',
        expected: methods.join(', '),
        source: '/paths',
        got: allow ?? undefined,
      })
    return faults
  }

  /** The judgement over one event of an operation's stream. */
  function conformsEvent(operationId: string, event: ServerSentEvent): Violation[] {
    const operation = operations.find(({ id }) => id === operationId)
    const response = operation?.responses.get(200)
    if (!response?.object.content?.[streamType])
      throw new Error(`${operationId} answers no ${streamType}`)
    const media = `${response.pointer}/content${step(streamType)}`
    return told(operationId, 200, responses.event(media, event))
  }

  return {
    document,
    operations,
    route,
    /** Faults of a value against the schema at a pointer, as published. */
    check,
    /** The same, with every property that is not documented a fault. */
    checkClosed,
    sourceOf,
    conforms,
    conformsEvent,
    rendered: renderedViolations,
  }
}
