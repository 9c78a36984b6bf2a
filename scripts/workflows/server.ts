import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signedToken } from '@openparley/conformance'
import {
  type Parts,
  type StartOptions,
  startServerWith,
} from '../../packages/server/src/compose/start.ts'

export interface WorkflowServer extends AsyncDisposable {
  url: string
  /** The inputs of the workflows. */
  inputs: { appId: string; secretKey: string; userToken: string; receiverUrl: string }
  /** The environment of the samples, for one of the apps. */
  tokensOf(appId: string): Promise<{ KEY: string; TOKEN: string }>
}

/** Starts a server and a receiver of webhooks for the workflows. By default the database is in memory. */
export async function startWorkflowServer(
  options: StartOptions = {},
  parts: Parts = {},
): Promise<WorkflowServer> {
  const receiver = createServer((request, response) => request.resume().pipe(response))
  await once(receiver.listen(0, '127.0.0.1'), 'listening')
  const { port } = receiver.address() as AddressInfo
  const apps = options.apps ?? [{ id: 'demo', secretKey: 'sk_test_demo_0001' }]
  const server = await startServerWith(
    {
      apps,
      webhookAllow: ['127.0.0.0/8'],
      rateLimits: { user: { perSecond: 1 } },
      ...options,
    },
    parts,
  )
  const { appId, secretKey } = server
  const tokenOf = (app: { appId: string; secretKey: string }) =>
    signedToken(app, 'user', { subject: 'uwe', exp: hourFromNow() })
  return {
    url: server.baseUrl,
    inputs: {
      appId,
      secretKey,
      userToken: await tokenOf(server),
      receiverUrl: `http://127.0.0.1:${port}/`,
    },
    async tokensOf(appId) {
      const secretKey = apps.find(({ id }) => id === appId)?.secretKey ?? ''
      return { KEY: secretKey, TOKEN: await tokenOf({ appId, secretKey }) }
    },
    async [Symbol.asyncDispose]() {
      await server.close()
      receiver.closeAllConnections()
      receiver.close()
    },
  }
}

const hourFromNow = () => Math.floor(Date.now() / 1000) + 3600
