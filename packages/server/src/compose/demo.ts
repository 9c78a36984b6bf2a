import { lazily } from '../base/lazily.ts'
import type { DemoOptions } from '../http/pages/demo.ts'

interface DemoApp {
  baseUrl: string
  appId: string
  secretKey: string
}

/**
 * Returns the function that opens the demo. It creates the people and conversations of the demo, and signs tokens for
 * two of the people.
 */
export const demoOf = (app: () => DemoApp): DemoOptions['open'] => {
  const prepared = lazily(() => prepare(app()))
  return async () => {
    const { appId, secretKey } = app()
    const userIds = await prepared()
    const { SignJWT } = await import('jose')
    const key = new TextEncoder().encode(secretKey)
    const tokens = userIds.map(async (userId) => {
      const token = new SignJWT({ tokenType: 'user' }).setProtectedHeader({ alg: 'HS256' })
      token.setIssuer(appId).setSubject(userId).setIssuedAt().setExpirationTime('15m')
      return [userId, await token.sign(key)] as const
    })
    return { appId, tokens: Object.fromEntries(await Promise.all(tokens)) }
  }
}

// Loaded only if needed: most servers never show the demo.
async function prepare(app: DemoApp): Promise<string[]> {
  const { createClient } = await import('@openparley/client')
  const { demoUserIds, prepareDemo } = await import('../tools/demo.ts')
  await prepareDemo(createClient(app))
  return demoUserIds
}
