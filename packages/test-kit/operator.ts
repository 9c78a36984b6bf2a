import { operations as definitions } from '@openparley/spec/operations'
import { checkedFetch } from './exchange.ts'
import { adminKey, type Site } from './server.ts'

type Id = keyof typeof definitions

/** Makes calls as an operator, with the admin key. `path` fills the path of the operation. */
export const operatorOf =
  ({ baseUrl }: Pick<Site, 'baseUrl'>, headers: Record<string, string> = bearer) =>
  async (id: Id, path: Record<string, string> = {}, body?: unknown, query = '') => {
    const { method, path: template } = definitions[id]
    const target = template.replaceAll(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(path[name] ?? ''),
    )
    const response = await checkedFetch(
      new Request(baseUrl + target + query, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
    return { status: response.status, headers: response.headers, body: await response.json() }
  }

const bearer = { authorization: `Bearer ${adminKey}` }
