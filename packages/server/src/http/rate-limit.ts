import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { failure } from './errors.ts'

export interface RateLimit {
  /** Requests a second that an app may always make. */
  perSecond: number
  /** Requests beyond that, in any ten seconds. */
  burst: number
}

/** Counts requests by key in this process; one too many is a 429 that says when to come back. */
export function createRateLimiter({ perSecond, burst }: RateLimit) {
  const sustained = new RateLimiterMemory({ points: perSecond, duration: 1 })
  const limiter =
    burst > 0
      ? new BurstyRateLimiter(
          sustained,
          new RateLimiterMemory({ keyPrefix: 'burst', points: burst, duration: 10 }),
        )
      : sustained
  return async (key: string): Promise<void> => {
    try {
      await limiter.consume(key)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      throw failure('too-many-requests', 'The app makes more requests than it may. Slow down.', {
        retryAfter: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
      })
    }
  }
}
