import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { AdminSession, OperatorCaller } from '../operations/operation.ts'
import { bearerToken } from './auth.ts'
import { failure } from './errors.ts'
import { isFromOwnPage, sessionIn } from './session-cookie.ts'

export interface OperatorOptions {
  /** The admin key of the server; without it, no bearer token is accepted. */
  adminKey: string | undefined
  /** Returns the session with the secret, if it has not expired. */
  findSession: (secret: string) => Promise<AdminSession | undefined>
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Returns a function that returns the operator who sends a request. It throws a 401 if it is from nobody else. */
export function createOperatorCheck({ adminKey, findSession }: OperatorOptions) {
  const expected = adminKey === undefined ? undefined : digest(adminKey)

  return async function checkOperator(request: FastifyRequest): Promise<OperatorCaller> {
    const { authorization, cookie } = request.headers
    const secret = authorization === undefined ? sessionIn(cookie) : undefined
    if (secret !== undefined) return operatorOf(request, await findSession(secret))
    const token = bearerToken(authorization)
    // Digests have one length, so that the duration reveals nothing about the key.
    if (expected && timingSafeEqual(digest(token), expected))
      return { kind: 'operator', session: undefined }
    throw failure('unauthorized', 'The bearer token is not the admin key of this server.')
  }
}

function operatorOf(request: FastifyRequest, session: AdminSession | undefined): OperatorCaller {
  if (!session) throw failure('unauthorized', 'The session has ended, or has expired.')
  const isSafe = request.method === 'GET' || request.method === 'HEAD'
  if (!isSafe && !isFromOwnPage(request))
    throw failure(
      'unauthorized',
      'With a session, only pages of this server itself may change something. This call is from another origin.',
    )
  return { kind: 'operator', session }
}
