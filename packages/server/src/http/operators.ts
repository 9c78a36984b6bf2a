import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { bearerToken } from './auth.ts'
import { failure } from './errors.ts'

export interface OperatorOptions {
  /** The admin key of the server; without it, no bearer token is accepted. */
  adminKey: string | undefined
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Returns a function that throws a 401 unless the request is from an operator. */
export function createOperatorCheck({ adminKey }: OperatorOptions) {
  const expected = adminKey === undefined ? undefined : digest(adminKey)

  return async function checkOperator({ headers }: FastifyRequest): Promise<void> {
    const token = bearerToken(headers.authorization)
    // Digests have one length, so that the duration reveals nothing about the key.
    if (expected && timingSafeEqual(digest(token), expected)) return
    throw failure('unauthorized', 'The bearer token is not the admin key of this server.')
  }
}
