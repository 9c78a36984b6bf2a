import type { DocumentOperation } from 'document:operations'

/** Who makes the call: the app, the operator of the dashboard, or a user with their own token. */
export type Caller = 'app' | 'operator' | 'user'

export interface ConsoleRequest {
  operation: DocumentOperation
  path: Record<string, string>
  query: Record<string, string>
  /** Undefined without a body. */
  body: string | undefined
}

export const callerOf = ({ path }: DocumentOperation): Caller =>
  path.startsWith('/v1/{appId}/realtime/') ? 'user' : path.startsWith('/v1/') ? 'app' : 'operator'

/** Whether the call changes something. A POST may be only a read, since some lists have a body. */
export const isUnsafe = ({ id, method }: DocumentOperation): boolean =>
  method !== 'GET' && !/^(get|list|search)/.test(id)

export const pathNames = ({ path }: DocumentOperation): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

export function urlOf(origin: string, { operation, path, query }: ConsoleRequest): string {
  const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(path[name] ?? ''),
  )
  const given = Object.entries(query).filter(([, value]) => value !== '')
  const search = new URLSearchParams(given).toString()
  return `${origin}${filled}${search && `?${search}`}`
}

const keys: Record<Caller, string> = {
  app: 'SECRET_KEY',
  operator: 'ADMIN_KEY',
  user: 'USER_TOKEN',
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** The request as a command line, with a shell variable in place of the key. */
export function curlOf(origin: string, request: ConsoleRequest): string {
  const { operation, body } = request
  const key = keys[callerOf(operation)]
  return [
    `curl -X ${operation.method} ${quoted(urlOf(origin, request))}`,
    `-H "Authorization: Bearer $${key}"`,
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `--data-raw ${quoted(body)}`]),
  ].join(' \\\n  ')
}
