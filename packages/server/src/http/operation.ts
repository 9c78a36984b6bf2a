import { operations } from '@openparley/spec/operations'
import type { OperationId } from '../operations/operation.ts'

/** The parts of the OpenAPI document that the server reads: its schemas, by reference. */
export interface Document {
  info: { version: string }
  paths: object
  components: Record<string, Record<string, object>>
}

/** Reads the document with its first call. */
export type LoadDocument = () => Promise<Document>

/** A parameter of an operation. */
export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  /** Whether an empty value counts as absent. */
  allowsEmpty: boolean
  /** The JSON type to which its text is converted; `json` if its text is JSON. */
  type: string
  /** JSON pointer to its schema in the document, as a URI fragment. */
  schema: string
}

/** An operation of the document, without its schemas. */
export interface Operation {
  method: string
  path: string
  /** Security schemes, any of which is sufficient; empty if the operation is open. */
  security: readonly string[]
  parameters: readonly Parameter[]
  body: {
    required: boolean
    schema: string
    /** For a form: the JSON types to which the texts of its fields are converted. Null for JSON. */
    form: Readonly<Record<string, string>> | null
  } | null
  /** Whether a 400 lists the faults of the body by the body's own keys. */
  faultsByKey: boolean
  /** Whether it returns an event stream. */
  streams: boolean
  /** Whether it returns a file. */
  downloads: boolean
}

export const allOperations = Object.entries(operations) as [OperationId, Operation][]
