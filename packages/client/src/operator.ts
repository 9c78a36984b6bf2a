import type { paths } from '@openparley/spec/types'
import { createCallsBelow, type ServerOptions } from './calls.ts'
import type { Calls } from './typed-calls.ts'

/** The paths of the document for operators, without their `/admin/v1`. */
type OperatorPaths = {
  [Path in keyof paths as Path extends `/admin/v1${infer Rest}` ? Rest : never]: paths[Path]
}

/** A typed client of the operations for operators; see `createOperatorClient`. */
export interface OperatorClient extends Calls<OperatorPaths> {}

export interface OperatorClientOptions extends ServerOptions {
  /** The server's `ADMIN_KEY`. Never give it to a browser. Without the key, the session of the browser is used. */
  adminKey?: string | undefined
}

/**
 * Creates a typed client for the operator of a server, who manages its apps, keys and settings. Its calls resolve like those
 * of `createClient`.
 *
 * @example
 * const operator = createOperatorClient({ baseUrl: 'https://chat.example', adminKey })
 * const { key } = unwrap(await operator.POST('/apps', { body: { id: 'boutique' } }))
 */
export function createOperatorClient({
  adminKey,
  ...options
}: OperatorClientOptions): OperatorClient {
  const authorization = adminKey === undefined ? undefined : `Bearer ${adminKey}`
  return createCallsBelow('/admin/v1', options, async () => authorization)
}
