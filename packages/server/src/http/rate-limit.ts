import type { FastifyReply } from 'fastify'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Caller } from '../operations/operation.ts'
import { failure } from './errors.ts'

export interface RateLimit {
  /** Sustained requests per second. */
  perSecond: number
  /** Additional requests in any ten seconds; default 0. */
  burst?: number
}

/**
 * The rate limits. Calls with the secret key or an app token count by app; calls with user tokens count by the token's
 * `sub`. Calls of operators, guesses of their credentials, and other calls without a valid token count by address. The
 * limits are independent: one kind of caller cannot use up the limit of another.
 */
export type RateLimits = Partial<
  Record<Caller['kind'] | 'guess' | 'address', RateLimit | undefined>
>

const byAddress = ['operator', 'guess', 'address']

/** Counts a request and sets the rate limit headers of its response. Throws a 429 if the limit is exceeded. */
export type CountRequest = (caller: string, reply: FastifyReply) => Promise<void>

export type RateLimiters = Partial<Record<keyof RateLimits, CountRequest>>

/** Creates the counters, in the memory of this process. */
export const createRateLimiters = (limits: RateLimits): RateLimiters =>
  Object.fromEntries(
    Object.entries(limits).flatMap(([name, limit]) =>
      limit ? [[name, createRateLimiter(name, limit)]] : [],
    ),
  )

const burstSeconds = 10

function createRateLimiter(name: string, { perSecond, burst = 0 }: RateLimit): CountRequest {
  const sustained = new RateLimiterMemory({ points: perSecond, duration: 1 })
  const bursts =
    burst > 0 ? new RateLimiterMemory({ points: burst, duration: burstSeconds }) : undefined
  const policy = [
    `"${name}";q=${perSecond};w=1`,
    ...(bursts ? [`"${name}-burst";q=${burst};w=${burstSeconds}`] : []),
  ].join(', ')

  return async (caller, reply) => {
    const key = byAddress.includes(name) ? addressKey(caller) : caller
    const first = await consume(sustained, key)
    const second = bursts && first.isRefused ? await consume(bursts, key) : undefined
    const left = [leftOf(name, first.state)]
    if (bursts) left.push(leftOf(`${name}-burst`, second?.state ?? (await bursts.get(key)), burst))
    // draft-ietf-httpapi-ratelimit-headers-10
    reply.headers({ 'ratelimit-policy': policy, ratelimit: left.join(', ') })
    if (!first.isRefused || second?.isRefused === false) return
    throw failure('too-many-requests', `The rate limit of this ${name} is exceeded.`, {
      retryAfter: Math.max(1, seconds(first.state)),
    })
  }
}

/** The counter key of an address. An IPv6 host can use a whole /64 network, so that counts as one. */
function addressKey(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (v4 !== undefined || !address.includes(':')) return v4 ?? address
  const [begin = '', end] = address.split('::')
  const groups = begin === '' ? [] : begin.split(':')
  const rest = end === undefined || end === '' ? [] : end.split(':')
  const zeros =
    end === undefined ? [] : Array(Math.max(0, 8 - groups.length - rest.length)).fill('0')
  return `${[...groups, ...zeros, ...rest].slice(0, 4).join(':')}::/64`
}

const leftOf = (name: string, state: RateLimiterRes | null, unused = 0) =>
  `"${name}";r=${state?.remainingPoints ?? unused};t=${state ? seconds(state) : 0}`

async function consume(limiter: RateLimiterMemory, key: string) {
  try {
    return { state: await limiter.consume(key), isRefused: false }
  } catch (state) {
    if (!(state instanceof RateLimiterRes)) throw state
    return { state, isRefused: true }
  }
}

const seconds = ({ msBeforeNext }: RateLimiterRes) => Math.ceil(Math.max(0, msBeforeNext) / 1000)
