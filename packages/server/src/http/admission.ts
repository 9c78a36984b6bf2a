import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App, AppCaller, OperatorCaller, UserCaller } from '../operations/operation.ts'
import { type AuthOptions, createAuth } from './auth.ts'
import { isUnauthorized } from './errors.ts'
import { createOperatorCheck, type OperatorOptions } from './operators.ts'
import type { RateLimiters } from './rate-limit.ts'

/** The caller of a request, and the app. An operator calls no app. */
export type Authenticated =
  | { app: App; caller: AppCaller | UserCaller }
  | { app: undefined; caller: OperatorCaller }

/**
 * Authenticates requests. Counts those that are not in `counted` for the rate limits: by caller, or by address if the token
 * is not valid.
 */
export function createAdmission(
  auth: AuthOptions,
  operators: OperatorOptions,
  limiters: RateLimiters,
  counted: WeakSet<IncomingMessage>,
) {
  const authenticate = createAuth(auth)
  const checkOperator = createOperatorCheck(operators)

  async function admitOperator(request: FastifyRequest, reply: FastifyReply) {
    const caller = await checkOperator(request).catch(async (error) => {
      if (isUnauthorized(error)) await limiters.guess?.(request.ip, reply)
      throw error
    })
    await limiters.operator?.(request.ip, reply)
    return { app: undefined, caller } as const
  }

  return async function admit(
    security: readonly string[],
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Authenticated> {
    // An operation is for operators only, or not for them.
    if (!security.some((name) => name in auth.schemes)) return admitOperator(request, reply)
    const { appId } = request.params as { appId: string }
    const { authorization } = request.headers
    const authenticated = await authenticate(security, appId, authorization).catch(
      async (error) => {
        if (isUnauthorized(error)) await limiters.address?.(request.ip, reply)
        throw error
      },
    )
    const { app, caller } = authenticated
    const key = 'userId' in caller ? `${app.id} ${caller.userId}` : app.id
    if (!counted.has(request.raw)) await limiters[caller.kind]?.(key, reply)
    return authenticated
  }
}
