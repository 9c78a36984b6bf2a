import type { Client, ProblemError } from '@openparley/client'
import type { components } from '@openparley/spec/types'
import type { Option } from 'commander'
import { knownKey } from './database.ts'
import { appOption, databaseOption, keyOption, urlOption } from './options.ts'

type Schemas = components['schemas']

/** An app on a server. */
export interface Target {
  url: string
  app: string
  key?: string
  database: string
}

/** The options that choose the server and the app for the calls. */
export const serverOptions = (): Option[] => [
  urlOption(),
  appOption(),
  keyOption("the app's key; without it, the one in the database"),
  databaseOption(),
]

/** Runs `work` with the calls of webhooks. Throws an `Error` for the terminal if a call fails. */
export async function withClient(
  target: Target,
  work: (calls: WebhookCalls) => Promise<void>,
): Promise<void> {
  const { createClient, ...errors } = await import('@openparley/client')
  const { url: baseUrl, app: appId } = target
  const secretKey = target.key ?? (await knownKey(target))
  const client = createClient({ baseUrl, appId, secretKey })
  try {
    await work(callsOf(client, errors.unwrap))
  } catch (error) {
    if (error instanceof errors.ProblemError) throw new Error(explained(error))
    const cause = error instanceof Error ? (error.cause as Error | undefined) : undefined
    throw cause ? new Error(`No response from ${baseUrl}: ${cause.message}`) : error
  }
}

/** The detail of a problem, or where in the request the faults are. */
function explained({ detail, errors }: ProblemError): string {
  const faults = Object.entries(errors).map(([place, why]) => {
    const field = place.replace(/^#\/?/, '')
    return `${field === '' ? '' : `${field}: `}${why.join(' ')}`
  })
  return faults.length > 0 ? faults.join('\n') : detail
}

type WebhookCalls = ReturnType<typeof callsOf>

function callsOf(client: Client, unwrap: typeof import('@openparley/client').unwrap) {
  const at = (webhookId: string) => ({ params: { path: { webhookId } } })
  return {
    list: async () => unwrap(await client.GET('/webhooks')).data,
    create: async (body: Schemas['WebhookToCreate']) =>
      unwrap(await client.POST('/webhooks', { body })),
    get: async (id: string) => unwrap(await client.GET('/webhooks/{webhookId}', at(id))),
    change: async (id: string, body: Schemas['WebhookPatch']) =>
      unwrap(await client.PATCH('/webhooks/{webhookId}', { ...at(id), body })),
    delete: async (id: string) => unwrap(await client.DELETE('/webhooks/{webhookId}', at(id))),
    rotate: async (id: string, body: Schemas['WebhookSecretChoice']) =>
      unwrap(await client.POST('/webhooks/{webhookId}/rotate', { ...at(id), body })),
    test: async (id: string) => unwrap(await client.POST('/webhooks/{webhookId}/test', at(id))),
    replay: async (id: string, body: Schemas['WebhookReplay']) =>
      unwrap(await client.POST('/webhooks/{webhookId}/replay', { ...at(id), body })),
    attempts: async (webhookId: string, limit: number) => {
      const params = { path: { webhookId }, query: { limit } }
      return unwrap(await client.GET('/webhooks/{webhookId}/attempts', { params })).data
    },
    resend: async (webhookId: string, attemptId: string) => {
      const params = { path: { webhookId, attemptId } }
      return unwrap(
        await client.POST('/webhooks/{webhookId}/attempts/{attemptId}/resend', { params }),
      )
    },
  }
}
