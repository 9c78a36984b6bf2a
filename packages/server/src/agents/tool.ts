import type { Call } from './calls.ts'
import type { AcceptedInput, DocumentSchemas, OperationId } from './document-schemas.ts'
import { type Schema, type Selection, select } from './selection.ts'

export type Arguments = Record<string, unknown>

/** An item of an event stream: the cursor after it, and the JSON of an event. */
export interface StreamedEvent {
  id: string | undefined
  data: string | undefined
}

/** The context of a tool. */
export interface ToolContext {
  call: Call
  /** The user of the token; undefined for the backend. */
  userId: string | undefined
  /** Opens the event stream of the user, after a cursor or from now on. */
  events: (after: string | undefined, signal: AbortSignal) => AsyncIterable<StreamedEvent>
}

/** The tools of an agent. */
export interface Tool {
  name: string
  title: string
  description: string
  /** Undefined for a tool that only reads. */
  writes?: { isDestructive: boolean }
  input: Schema
  output: Schema
  /** The signal aborts when the agent cancels the call. */
  run: (args: Arguments, context: ToolContext, signal: AbortSignal) => Promise<object>
}

/** A tool that calls one operation, with a part of its arguments and of its response. */
export interface OperationTool extends Pick<Tool, 'name' | 'title' | 'description' | 'writes'> {
  operation: OperationId
  takes: AcceptedInput
  returns: Selection
}

export const operationTool = (
  schemas: DocumentSchemas,
  { operation, takes, returns, ...tool }: OperationTool,
): Tool => ({
  ...tool,
  input: schemas.takes(operation, takes),
  output: schemas.returns(operation, returns),
  run: (args, context) => selected(context, operation, args, returns),
})

/** Calls an operation and returns the selected properties of its response. */
export const selected = async (
  { call }: ToolContext,
  operation: OperationId,
  args: Arguments,
  selection: Selection,
): Promise<object> => select(await call(operation, args), selection) as object
