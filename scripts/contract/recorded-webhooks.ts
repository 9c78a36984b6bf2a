import { setTimeout } from 'node:timers/promises'
import { type Call, exampleCall, type Played, type Player } from '@openparley/conformance'
import { examplesOf } from '@openparley/contract/internal/document'
import { receive } from '@openparley/contract/internal/receive'
import type { Delivery, Receiver } from '@openparley/contract/internal/receiver'
import type { components } from '@openparley/spec/types'
import { contract } from './document.ts'

type Webhook = components['schemas']['Webhook']
type Attempts = components['schemas']['WebhookAttemptList']

const json = 'application/json'

/** The origin of the webhooks in the document's examples. */
const exampleOrigin = 'https://shop.example'

/**
 * Receives the events of the recorded story. Calls replace the origin of the examples by the origin of the
 * receiver, and their responses the other way round.
 */
export class WebhookRecorder {
  readonly #receiver: Receiver
  readonly #origin: string

  private constructor(receiver: Receiver) {
    this.#receiver = receiver
    this.#origin = new URL(receiver.url).origin
  }

  static async start(): Promise<WebhookRecorder> {
    const reply = ({ request }: { request: { url: string } }) =>
      request.url.endsWith('/gone') ? 410 : { status: 200, body: 'ok' }
    return new WebhookRecorder(await receive(contract, { reply }))
  }

  /** Makes a call of the story. */
  readonly fetch = async (request: Request): Promise<Response> => {
    const { method, headers } = request
    if (headers.get('content-type') !== json && method !== 'GET') return fetch(request)
    const body = (await request.text()).replaceAll(exampleOrigin, this.#origin)
    const given = { method, headers, ...(body !== '' && { body }) }
    const response = await fetch(new Request(request.url, given))
    if (response.headers.get('content-type') !== json) return response
    const text = (await response.text()).replaceAll(this.#origin, exampleOrigin)
    return new Response(text, response)
  }

  /** Returns the deliveries of the type and the time, by the name of the example. */
  async delivered(type: string, time: number): Promise<[name: string, value: unknown]> {
    const isIt = ({ value, status }: Delivery) => {
      const body = value as { type: string; createdAt: number }
      return status === 200 && body.type === type && body.createdAt === time
    }
    const { value, violations } = await this.#receiver.first(isIt)
    if (violations.length > 0) throw new Error(contract.rendered(violations))
    const webhook = contract.webhooks.find(({ name }) => name === type)
    const [example] = examplesOf(contract.document, webhook?.body?.object.content[json])
    if (!example?.name) throw new Error(`The document has no example of ${type}`)
    const text = JSON.stringify(value).replaceAll(this.#origin, exampleOrigin)
    return [example.name, withExampleIds(JSON.parse(text))]
  }

  /** Waits until the server has stored the attempt of this type and time. */
  async untilListed(player: Player, type: string, time: number): Promise<void> {
    for (;;) {
      const { value } = await send(player, 'listWebhookAttempts')
      const { data } = value as Attempts
      if (data.some((one) => one.type === type && one.createdAt === time)) return
      await setTimeout(20)
    }
  }

  /** Lets a second webhook be disabled, which is reported to the first one. */
  async disableAnother(player: Player): Promise<void> {
    const body = JSON.stringify({ url: `${exampleOrigin}/gone` })
    const { value } = await send(player, 'createWebhook', { body })
    const path = { webhookId: (value as Webhook).id }
    await send(player, 'replayWebhook', { path, body: JSON.stringify({ since: 0 }) })
  }

  close(): Promise<void> {
    return this.#receiver.close()
  }
}

function send(player: Player, id: string, call: Call = {}): Promise<Played> {
  const operation = contract.operations.find((one) => one.id === id)
  if (!operation) throw new Error(`The document has no operation ${id}`)
  return player.send(operation, { ...exampleCall(contract, operation), ...call })
}

export const exampleEpoch = 'V1StGXR8_Z'

/** The cursor of the same place in the log of every database. */
export const exampleCursor = (cursor: string): string =>
  cursor.replace(/^[^.]+(.+)\.\d+$/, `${exampleEpoch}$1.96213570648137`)

/** The value with ids and durations that are the same in every recording. */
export const withExampleIds = (value: unknown): unknown =>
  value &&
  JSON.parse(
    JSON.stringify(value)
      .replaceAll(/"evt_(\d+)_[0-9a-z]+_(\d+)"/g, '"evt_$1_k3v9x1qz5_$2"')
      .replaceAll(/"ntf_(\d+)_[0-9a-z]+"/g, '"ntf_$1_k3v9x1qz5"')
      .replaceAll(/"evt_test_\w+"/g, '"evt_test_7HtvCJLjdZoRsYE2nCXp2n"')
      .replaceAll(/(?<="cursor":")[^"]+/g, exampleCursor)
      .replaceAll(/"att_\w+"/g, '"att_7HtvCJLjdZoRsYE2nCXp2n"')
      .replaceAll(/"path":"[^"]+\/(backup_\w+\.db)"/g, '"path":"/data/parley.db-backups/$1"')
      .replaceAll(/"databaseBytes":\d+/g, '"databaseBytes":4866048')
      .replaceAll(/"finishedAt":\d+,"problem"/g, '"finishedAt":1623926501000,"problem"')
      .replaceAll(/"duration":\d+,"response"/g, '"duration":23,"response"'),
  )
