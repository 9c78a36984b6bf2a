import type { Page } from 'playwright-core'
import type { Site } from './server.ts'
import { openStrictPage, type StrictPageOptions } from './strict-page.ts'
import { userToken } from './token.ts'

/** The start tag of an element of the user, such as `<parley-inbox …>`, with more attributes. */
export const startTag = async (site: Site, userId: string, tag: string, more = '') =>
  `<${tag} base-url="${site.baseUrl}" app-id="${site.appId}" user-id="${userId}" token="${await userToken(site, userId)}" ${more}>`

/**
 * Opens an element of the inbox for the user, under a strict content security policy. The app must allow all origins.
 *
 * @example
 * const app = await testApp({ settings: { allowedOrigins: ['*'] } })
 * const page = await openElement(app, 'alice', 'parley-chat', 'conversation-id="boots"')
 */
export async function openElement(
  site: Site,
  userId: string,
  tag: string,
  more = '',
  options: Partial<StrictPageOptions> = {},
): Promise<Page> {
  const body = `${await startTag(site, userId, tag, more)}</${tag}>`
  return openStrictPage({ body, server: site.baseUrl, ...options })
}
