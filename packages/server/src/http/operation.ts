import { operations } from '@openparley/spec/operations'
import type { OperationId } from '../operations/operation.ts'

/** The parts of the OpenAPI document that the server reads: its schemas, by reference. */
export interface Document {
  paths: object
  components: Record<string, Record<string, object>>
}

/** A parameter of an operation. */
export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  /** Whether it may be sent without a value, which says the same as leaving it out. */
  allowsEmpty: boolean
  /** The JSON type that its text stands for; `json` when its text is JSON. */
  type: string
  /** Where its schema stands in the document: a URI-fragment JSON pointer. */
  schema: string
}

/** What the document says of an operation, apart from its schemas. */
export interface Operation {
  method: string
  path: string
  /** Security schemes, any one of which opens it; none when it is open to all. */
  security: readonly string[]
  parameters: readonly Parameter[]
  body: { required: boolean; schema: string } | null
  /** Whether a 400 lists the faults inside the body by the body's own keys. */
  faultsByKey: boolean
  /** Whether it returns an event stream. */
  streams: boolean
}

export const allOperations = Object.entries(operations) as [OperationId, Operation][]
