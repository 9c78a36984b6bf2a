import { isDeepStrictEqual } from 'node:util'
import {
  backendKey,
  backup,
  bodyText,
  boutique,
  exampleCall,
  key,
  linkCode,
  type Played,
  type Player,
  type Step,
  scenario,
  setting,
  streamName,
  workerKey,
} from '@openparley/conformance'
import type { Operation, ServerSentEvent } from '@openparley/contract'
import type { OpenStream } from '@openparley/contract/internal/stream'
import type { ResponseObject } from '../../packages/contract/src/document.ts'
import type { StartOptions } from '../../packages/server/src/compose/start.ts'
import { defaultSettings } from '../../packages/server/src/model/app.ts'
import { contract } from './document.ts'
import {
  exampleCursor,
  exampleEpoch,
  WebhookRecorder,
  withExampleIds,
} from './recorded-webhooks.ts'
import { untilTooMany, withPlayer, withStoppingServer, withStream } from './servers.ts'

const limit = { perSecond: 1 }

const limited = operationWith(429)
const guarded = operationWith(403)
const upload = operationWith(413, 'uploadFile')
const streamed = contract.operations.find(({ id }) => id === 'streamEvents')

function operationWith(status: number, named?: string): Operation {
  const found = contract.operations.find(
    ({ id, responses }) => responses.has(status) && id === (named ?? id),
  )
  if (!found) throw new Error(`No operation returns ${status}`)
  return found
}

/** Names of the components that a response has as examples, by their keys. */
const examplesOf = ({ object }: { object: ResponseObject }) =>
  new Map(
    Object.values(object.content ?? {}).flatMap(({ examples = {} }) =>
      Object.entries(examples).map(([key, { $ref }]) => [key, $ref?.split('/').at(-1) ?? '']),
    ),
  )

/** Every example of a response, by the name of its component, with an operation and status that use it. */
export function responseExamples(): Map<string, string> {
  const found = new Map<string, string>()
  for (const { id, responses } of contract.operations)
    for (const [status, response] of responses)
      for (const name of examplesOf(response).values()) found.set(name, `${id} ${status}`)
  for (const { name: event, body } of contract.webhooks)
    if (body) for (const name of examplesOf(body).values()) found.set(name, event)
  return found
}

class Recording {
  readonly examples = new Map<string, unknown>()

  /** Records a response as the example with the key. Without a key, the response is only validated. */
  answer({ operation, exchange, value, violations }: Played, key: string | undefined): void {
    if (violations.length > 0) throw new Error(contract.rendered(violations))
    const { status, body } = exchange.response
    if (key !== undefined) this.#keep(operation, status, key, withExampleIds(value) ?? body)
  }

  /** Records the first event of its type that was delivered to a webhook. */
  delivery([name, value]: [name: string, value: unknown]): void {
    if (!this.examples.has(name)) this.examples.set(name, value)
  }

  /**
   * Records the event with this type, and with this time if given, as the example of the stream with this name. An
   * event that is not in the log has no time.
   */
  async event(stream: OpenStream, type: string, time?: number): Promise<ServerSentEvent> {
    const event = await stream.first(
      ({ event, data }) => event === type && (JSON.parse(data).createdAt ?? time) === time,
    )
    const violations = contract.conformsEvent('streamEvents', event)
    if (violations.length > 0) throw new Error(contract.rendered(violations))
    const key = type.replaceAll(/\.(\w)/g, (_, letter) => letter.toUpperCase())
    this.#keep(streamed, 200, key, wireText(event))
    return event
  }

  #keep(operation: Operation | undefined, status: number, key: string, value: unknown): void {
    const response = operation?.responses.get(status)
    const name = response && examplesOf(response).get(key)
    if (name === undefined) throw new Error(`${operation?.id} ${status} has no example ${key}`)
    const known = this.examples.get(name)
    if (known !== undefined && !isDeepStrictEqual(known, value))
      throw new Error(`${name} is the example of different responses`)
    this.examples.set(name, value)
  }
}

/** The event as it was received, but with a cursor that is the same for every database. */
function wireText({ id, event, data }: ServerSentEvent): string {
  const cursor = id === undefined ? undefined : exampleCursor(id)
  return `${cursor === undefined ? '' : `id: ${cursor}\n`}event: ${event}\ndata: ${data}\n\n`
}

const keyOf = ({ example, shows, status = 200 }: Step) =>
  shows ?? (status === 200 ? example : undefined)

let recorded: Promise<Map<string, unknown>> | undefined

/**
 * Records the response examples, once. The clock and the message ids of the server are fixed, so that every run gets the same
 * responses.
 */
export function recordedExamples(): Promise<Map<string, unknown>> {
  recorded ??= record()
  return recorded
}

async function record(): Promise<Map<string, unknown>> {
  const recording = new Recording()
  await recordStory(recording)
  await recordNotification(recording)
  await withPlayer(
    { apps: [{ id: 'guarded', secretKey: 'sk_test_guarded_0001' }] },
    {},
    async (player) =>
      recording.answer(await player.send(guarded, exampleCall(contract, guarded)), 'forbidden'),
  )
  await withPlayer({ backups: 'off' }, {}, async (player) =>
    recording.answer(await player.play({ operation: 'createBackup', status: 403 }), 'backupsOff'),
  )
  await withPlayer(
    { rateLimits: { app: limit, user: limit, operator: limit, guess: limit, address: limit } },
    {},
    async (player) => recording.answer(await untilTooMany(player, limited), 'tooManyRequests'),
  )
  await withPlayer({ maxFileBytes: 1_000_000 }, {}, async (player) => {
    const call = { body: bodyText(upload, { file: 'a'.repeat(1_000_001) }) }
    recording.answer(await player.send(upload, call), 'payloadTooLarge')
  })
  await withStoppingServer(async (player) =>
    recording.answer(await player.send(limited, exampleCall(contract, limited)), 'unavailable'),
  )
  return recording.examples
}

/** A server with these ids and this clock returns the same in every run. */
function fixedOptions(now: () => number): StartOptions {
  const named = (prefix: string) =>
    scenario.flatMap(({ gives = [] }) => gives.filter((id) => id.startsWith(prefix)))
  const ids = named('msg_')
  const tokens = named('file_')
  const webhookIds = [...named('wh_'), 'wh_1kQmZ8vTe9UaC1xMk8WqZs']
  const keyIds = [backendKey, workerKey, key].map(({ keyId }) => keyId)
  const secrets = ['4fTz2K', '9kWq3N', '7bHs5R'].map((begin) => `sk_${begin}${'x'.repeat(26)}`)
  const letters = [...'QRSTUVW']
  return {
    now,
    newMessageId: () => ids.shift() ?? `msg_${String(now()).padStart(22, '0')}`,
    newFileToken: () => tokens.shift() ?? '',
    publicUrl: 'http://127.0.0.1:8080',
    newStreamId: () => `${streamName.slice(0, -1)}${letters.shift()}`,
    newNodeId: () => 'Yq3Rk8Lw2NfT7bHs5VxZp',
    newAdminSecret: () => linkCode,
    newAppId: () => boutique.appId,
    newBackupId: () => backup.backupId,
    newKeyId: () => keyIds.shift() ?? '',
    newSecretKey: () => secrets.shift() ?? '',
    newWebhookId: () => webhookIds.shift() ?? '',
    newWebhookSecret: () => 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    webhookAllow: ['127.0.0.0/8'],
  }
}

const firstTime = scenario.find(({ at }) => at !== undefined)?.at ?? 0

/** Plays the scenario up to a message that somebody misses, and lets the time pass until they are notified. */
async function recordNotification(recording: Recording): Promise<void> {
  let clock = firstTime
  const webhooks = await WebhookRecorder.start()
  const missed = scenario.findIndex(({ isMissed }) => isMissed)
  const play = async (player: Player) => {
    for (const step of scenario.slice(0, missed + 1)) {
      clock = step.at ?? clock + 1
      await player.play(step)
    }
    clock += defaultSettings.notificationDelay * 1000
    recording.delivery(await webhooks.delivered('notification.triggered', clock))
  }
  await withPlayer(
    fixedOptions(() => clock),
    {},
    play,
    webhooks.fetch,
  )
  await webhooks.close()
}

/** Plays the whole scenario, and records its responses and the events on Alice's stream. */
async function recordStory(recording: Recording): Promise<void> {
  let clock = firstTime
  const options = fixedOptions(() => clock)
  const webhooks = await WebhookRecorder.start()
  // The clock stands still, so a failed delivery must be repeated without a delay.
  const parts = { webhookDelays: Array.from({ length: 100 }, () => 0) }
  await withPlayer(
    options,
    parts,
    (player, server) =>
      withStream(player, async (stream) => {
        let cursor: string | undefined
        for (const [index, step] of scenario.entries()) {
          clock = step.at ?? clock + 1
          recording.answer(await player.play(step), keyOf(step))
          for (const type of step.emits ?? [])
            cursor = (await recording.event(stream, type, clock)).id ?? cursor
          for (const type of step.delivers ?? [])
            recording.delivery(await webhooks.delivered(type, clock))
          // Attempts are listed by the time when they end, which must be before the next call.
          for (const type of step.delivers ?? [])
            if (type.startsWith('reaction.')) await webhooks.untilListed(player, type, clock)
          if (index !== setting.length - 1) continue
          await meet(recording, player, stream)
          await webhooks.disableAnother(player)
          recording.delivery(await webhooks.delivered('webhook.disabled', clock))
        }
        await resume(recording, player, cursor)
        await server.close()
        await recording.event(stream, 'closed')
      }),
    webhooks.fetch,
  )
  await webhooks.close()
}

/** Sebastian goes online and offline. */
async function meet(recording: Recording, player: Player, stream: OpenStream) {
  await withStream(player, () => recording.event(stream, 'user.online'), { as: '8029' })
  await recording.event(stream, 'user.offline')
}

/** Alice reconnects with an older cursor, then with a cursor of another database. */
async function resume(recording: Recording, player: Player, cursor: string | undefined) {
  await withStream(player, (stream) => recording.event(stream, 'ready'), { after: cursor })
  const foreign = cursor?.replace(/^[^.]+/, exampleEpoch)
  await withStream(player, (stream) => recording.event(stream, 'reset'), { after: foreign })
}
