import { operations } from '@openparley/spec/operations'
import type { MakeCall } from '../operations/operation.ts'
import type { OperationId } from './document-schemas.ts'

/**
 * Calls an operation, and returns the body of its response. Arguments that are not parameters of the operation become
 * fields of its body, unless `body` is given. Throws an `Error` with a message for an agent if the response is an
 * error.
 */
export type Call = (
  id: OperationId,
  args: Record<string, unknown>,
  body?: unknown,
) => Promise<unknown>

/** Returns a function that calls operations of the app. */
export const callsTo =
  (appId: string, send: MakeCall): Call =>
  async (id, args, body) => {
    const { method, path, parameters, body: takesBody } = operations[id]
    const given = Object.entries({ ...args, appId }).filter(([, value]) => value !== undefined)
    const valuesIn = (place: string | undefined) =>
      given.filter(([name]) => parameters.find((one) => one.name === name)?.in === place)
    const inPath = new Map(valuesIn('path'))
    const query = new URLSearchParams(valuesIn('query').map(([name, value]) => [name, `${value}`]))
    const at = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(`${inPath.get(name)}`))
    const response = await send({
      method,
      url: query.size > 0 ? `${at}?${query}` : at,
      ...(takesBody && { body: body ?? Object.fromEntries(valuesIn(undefined)) }),
    })
    if (response.status >= 400) throw new Error(reasonOf(response))
    return response.body
  }

/** The parts of an error response that an agent needs. */
function reasonOf({ status, body }: Awaited<ReturnType<MakeCall>>): string {
  const { title, detail } = Object(body) as { title?: string; detail?: string }
  return title === undefined
    ? `${status}: ${JSON.stringify(body)}`
    : `${status} ${title}: ${detail}`
}
