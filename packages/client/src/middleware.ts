/** What a middleware gets for a call. */
export interface MiddlewareContext {
  request: Request
  /** The path as in the document, without `/v1/{appId}`. */
  readonly schemaPath: string
  readonly params: CallParams
}

/** The parameters of a call. */
export interface CallParams {
  path?: Record<string, unknown>
  query?: Record<string, unknown>
  header?: Record<string, unknown>
}

// biome-ignore lint/suspicious/noConfusingVoidType: functions that return nothing are allowed.
type Result<T> = T | undefined | void | Promise<T | undefined | void>

/** Functions that are called around each call of a client. Middleware for openapi-fetch works too. */
export interface Middleware {
  /** Returns another request, or a response in place of the call. */
  onRequest?(context: MiddlewareContext): Result<Request | Response>
  /** Returns another response. Middlewares that were added last are called first. */
  onResponse?(context: MiddlewareContext & { response: Response }): Result<Response>
  /** Called if there was no response. Returns a response, or another error. */
  onError?(context: MiddlewareContext & { error: unknown }): Result<Response | Error>
}

/** Sends a request with the middleware around it. */
export async function sendThrough(
  all: readonly Middleware[],
  context: MiddlewareContext,
  send: (request: Request) => Promise<Response>,
): Promise<Response> {
  let response: Response | undefined
  for (const { onRequest } of all) {
    const replaced = await onRequest?.(context)
    if (replaced instanceof Response) {
      response = replaced
      break
    }
    if (replaced) context.request = replaced
  }
  const inner = [...all].reverse()
  response ??= await send(context.request).catch(async (thrown: unknown) => {
    let error = thrown
    for (const { onError } of inner) {
      const replaced = await onError?.({ ...context, error })
      if (replaced instanceof Response) return replaced
      error = replaced ?? error
    }
    throw error
  })
  for (const { onResponse } of inner)
    response = (await onResponse?.({ ...context, response })) ?? response
  return response
}
