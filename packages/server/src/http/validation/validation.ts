import type { Fault } from '../../operations/operation.ts'
import type { Document } from '../document.ts'
import type { RequestFault } from '../errors.ts'
import type { Operation } from '../operation.ts'
import { jsonFault } from './json-faults.ts'
import { parameterReader, type Values } from './parameters.ts'
import { type Check, type Checked, createSchemas, type UnknownFields } from './schema-faults.ts'

/** A request as the framework has read it: parameters are text. */
export interface RawRequest {
  params: unknown
  query: unknown
  headers: Values
  body?: unknown
}

/** A request with the values that the document says its parameters stand for, and what is wrong with it. */
export interface ValidatedRequest {
  path: Values
  query: Values
  header: Values
  body: unknown
  faults: RequestFault[]
}

export type Validate = (request: RawRequest, unknownFields: UnknownFields) => ValidatedRequest

/** Compiles what an operation needs when it is asked for. Changes nothing in a request. */
export function createValidation(document: Document): (operation: Operation) => Validate {
  const schemas = createSchemas(document)
  return ({ parameters, body }) => {
    const readPath = parameterReader('path', parameters, schemas)
    const readQuery = parameterReader('query', parameters, schemas)
    const readHeader = parameterReader('header', parameters, schemas)
    const checkBody = body && schemas.check(schemas.reference(body.schema))
    return (request, unknownFields) => {
      const path = readPath(request.params as Values, unknownFields)
      const query = readQuery(request.query as Values, unknownFields)
      const header = readHeader(request.headers, unknownFields)
      const read = checkBody && readBody(request.body, body.required, checkBody, unknownFields)
      return {
        path: path.values,
        query: query.values,
        header: header.values,
        body: read?.value,
        faults: [
          ...placed('path', path.faults),
          ...placed('query', query.faults),
          ...placed('header', header.faults),
          ...placed('body', read?.faults ?? []),
        ],
      }
    }
  }
}

const placed = (location: RequestFault['in'], faults: Fault[]): RequestFault[] =>
  faults.map((fault) => ({ ...fault, in: location }))

function readBody(
  body: unknown,
  isRequired: boolean,
  check: Check,
  unknownFields: UnknownFields,
): Checked {
  const refused = (fault: Fault) => ({ value: body, faults: [fault] })
  if (body === undefined && isRequired)
    return refused({ field: [], why: 'A JSON body is required.' })
  if (body === undefined) return { value: body, faults: [] }
  const fault = jsonFault(body)
  return fault ? refused(fault) : check(body, unknownFields)
}
