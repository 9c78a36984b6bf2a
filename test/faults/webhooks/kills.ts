import { setTimeout } from 'node:timers/promises'
import { wholeLog, withStore } from '@openparley/test-kit/event-log'
import { requestJson } from '@openparley/test-kit/json-request'
import { type Random, randomFrom } from '@openparley/test-kit/random'
import { register } from '@openparley/test-kit/registered-webhook'
import { type ServerProcess, startProcess } from '@openparley/test-kit/server-process'
import { deliveryFaults, webhookReceiver } from '@openparley/test-kit/webhook-receiver'

export interface KillOptions {
  databaseUrl: string
  nodes: number
  kills: number
  seed: number
  /** Min and max milliseconds between two calls of one of the four writers. */
  pauses?: readonly [number, number]
  /**
   * Max number of first attempts that fail; default no limit. Each failed attempt delays its conversation by seconds.
   */
  failures?: number
  log?: (line: string) => void
}

const conversations = Array.from({ length: 20 }, (_, number) => `c${number}`)

/** Milliseconds from the first delivery after a start to the next kill. */
const between = [0, 600] as const

/** A busy machine must not look like a failure: the third attempt would be minutes later. */
const environment = { WEBHOOK_ALLOW: '127.0.0.0/8', WEBHOOK_TIMEOUT: '60' }

async function call(node: ServerProcess, method: string, path: string, body?: unknown) {
  const answer = await requestJson(node, method, path, body)
  if (answer && answer.status !== 200 && answer.status !== 503)
    throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
  return answer?.status === 200 ? JSON.parse(answer.text) : undefined
}

/** The ids of the messages of each conversation, in the order of the log. */
const messagesIn = (url: string) =>
  withStore(url, async (store) => {
    const sent = new Map<string, string[]>()
    for (const { type, json, conversationId } of await wholeLog(store)) {
      if (type !== 'message.created' || conversationId === null) continue
      sent.set(conversationId, [...(sent.get(conversationId) ?? []), JSON.parse(json).message.id])
    }
    return sent
  })

/**
 * Kills nodes that deliver under constant writes. Everything must be delivered, in the order of each conversation, and
 * with one id for each event. A tenth of the first attempts fails as well.
 */
export async function killDeliveries({
  databaseUrl,
  nodes,
  kills,
  seed,
  pauses = [20, 120],
  failures = Number.POSITIVE_INFINITY,
  log,
}: KillOptions) {
  const random = randomFrom(seed)
  const failed = new Set<string>()
  const receiver = await webhookReceiver(({ id }, response) => {
    // The third attempt would be minutes later.
    const fault = failed.has(id) || failed.size >= failures ? 0 : random.integer(1, 20)
    if (fault <= 2) failed.add(id)
    if (fault === 1) response.destroy()
    else response.writeHead(fault === 2 ? 500 : 204).end()
  })
  const start = () => startProcess(databaseUrl, environment)
  const running = await Promise.all(Array.from({ length: nodes }, start))
  let isOver = false
  try {
    const { appId } = running[0] as ServerProcess
    await prepare(running[0] as ServerProcess)
    const id = await register({ appId, databaseUrl }, receiver.url, { events: ['message.sent'] })
    const writers = Array.from({ length: 4 }, (_, index) =>
      write(running, randomFrom(seed + index + 1), pauses, () => isOver),
    )
    for (let kill = 0; kill < kills; kill += 1) {
      const { length } = receiver.accepted
      await receiver.until((all) => all.length > length, 60_000)
      await setTimeout(random.integer(...between))
      const index = kill % nodes
      await running[index]?.kill()
      running[index] = await start()
      log?.(`kill ${kill + 1} of ${kills}: ${receiver.received.length} deliveries`)
    }
    isOver = true
    await Promise.all(writers)
    // After all nodes have been killed, another process must continue with the deliveries that are left.
    for (const id of conversations) await send(running[0] as ServerProcess, id, 1)
    const sent = await messagesIn(databaseUrl)
    const count = [...sent.values()].flat().length
    const distinct = (all: readonly { id: string }[]) => new Set(all.map((one) => one.id)).size
    // Waits as long as there is progress: a busy machine may need minutes.
    for (let left = count; left > 0; left = count - distinct(receiver.accepted)) {
      const next = receiver.accepted.length + Math.min(left, 20)
      await receiver.until((all) => all.length >= next || distinct(all) === count, 60_000)
    }
    const { accepted } = receiver
    const claim = await withStore(databaseUrl, ({ read }) => read.webhookProgress.get(appId, id))
    return {
      faults: deliveryFaults(accepted, sent),
      kills,
      messages: count,
      deliveries: receiver.received.length,
      'repeated deliveries': accepted.length - distinct(accepted),
      takeovers: (claim?.claim ?? 0) - 1,
    }
  } finally {
    isOver = true
    await Promise.all(running.map((node) => node.kill()))
    await receiver.close()
  }
}

async function prepare(node: ServerProcess): Promise<void> {
  await call(node, 'PUT', '/users', { alice: { name: 'Alice' }, bob: { name: 'Bob' } })
  for (const id of conversations)
    await call(node, 'PUT', `/conversations/${id}`, { participants: ['alice', 'bob'] })
}

async function send(node: ServerProcess, id: string, count: number) {
  const message = { type: 'UserMessage', sender: 'alice', text: 'hello' }
  await call(node, 'POST', `/conversations/${id}/messages`, Array(count).fill(message))
}

/** Sends messages over random nodes, one call after the other. */
async function write(
  nodes: ServerProcess[],
  random: Random,
  pauses: readonly [number, number],
  isOver: () => boolean,
) {
  while (!isOver()) {
    const id = random.pick(conversations)
    const count = random.integer(1, 4)
    await send(random.pick(nodes), id, count)
    await setTimeout(random.integer(...pauses))
  }
}
