import type { Contract } from '@openparley/contract/internal/conforms'
import type { Violation } from '@openparley/contract/internal/diff'
import type { Operation } from '@openparley/contract/internal/document'
import { callLine } from './call-line.ts'
import { type CallResult, resultOf } from './call-result.ts'
import { createPlayer, type Played, type Player, type Target } from './player.ts'
import { parameterCalls, probesOf } from './probes.ts'
import { checkStreamDuring } from './run-stream.ts'
import { checkWebhooksDuring, type WebhookOptions } from './run-webhooks.ts'
import { cleanup, conversationIds, madeUserIds, scenario, setting, userIds } from './scenario.ts'
import { order } from './scenario-names.ts'
import type { Step } from './step.ts'

export interface RunResult {
  baseUrl: string
  appId: string
  /** Unix milliseconds. */
  startedAt: number
  calls: CallResult[]
  /** The objects that the run could not delete. */
  leftovers: string[]
  /**
   * Users that remain, since no operation deletes a user. Their personal data is removed. The next run uses them again.
   */
  keptUsers: string[]
}

export interface RunOptions {
  /**
   * For a mock: skips the calls whose response depends on earlier calls, and calls that need a real server.
   * Default false.
   */
  stateless?: boolean
  /** Only the operations with one of these tags; default all. */
  tags?: string[] | undefined
  /** How to receive the webhooks of the server. Without it, they are not checked. */
  webhooks?: WebhookOptions | undefined
  /** Prefix of the ids of the run's conversations. It must be new. */
  scratch: string
  onCall?: (result: CallResult) => void
}

/** Prefix of the ids of the users. It is the same in every run, as users cannot be deleted. */
const userPrefix = 'contract'

const prefixed = (prefix: string, ids: string[]) =>
  ids.map((id) => [id, `${prefix}-${id}`] as const)

/**
 * Plays the scenario and the probes on a server, with ids that only runs use, and deletes everything that can be
 * deleted. The users remain, without personal data. Every run uses the same users.
 */
export async function runContract(
  contract: Contract,
  target: Target,
  { stateless = false, tags, webhooks, scratch, onCall }: RunOptions,
): Promise<RunResult> {
  const conversations = prefixed(scratch, conversationIds)
  const users = prefixed(userPrefix, userIds)
  const player = createPlayer(contract, target, new Map([...users, ...conversations]))
  const strangers = createPlayer(contract, target, new Map(prefixed(scratch, userIds)))
  const startedAt = Date.now()
  const chosen = contract.operations.filter(
    (operation) =>
      (!tags || tags.includes(String([operation.object.tags].flat()[0]))) &&
      (target.adminKey !== undefined || !isForOperators(operation)),
  )
  const calls: CallResult[] = []
  const add = (result: CallResult) => {
    calls.push(result)
    onCall?.(result)
  }
  const call = async (operation: string, title: string, send: () => Promise<Played>) => {
    if (chosen.some(({ id }) => id === operation)) add(await resultOf(operation, title, send))
  }
  const play = async (steps: Step[], onMissed = async () => {}) => {
    for (const step of steps) {
      if (!stateless || isStateless(step))
        await call(step.operation, titleOf(step), () =>
          (step.strangers ? strangers : player).play(step),
        )
      const last = calls.at(-1)
      if (step.isMissed && last?.operation === step.operation && last.status === 200)
        await onMissed()
    }
  }
  const story = async (onMissed?: () => Promise<void>) => {
    await play(setting, onMissed)
    for (const { operation, parameter, call: sent, status } of parameterCalls(contract))
      if (!stateless || operation.id !== 'streamEvents')
        await call(operation.id, `with ${parameter}`, () =>
          withExpectedStatus(contract, operation, status, player.send(operation, sent)),
        )
    for (const { operation, status, call: probe } of probesOf(contract))
      if (!stateless || status === 401)
        await call(operation.id, `provokes ${status}`, () =>
          withExpectedStatus(contract, operation, status, player.send(operation, probe)),
        )
    await play(scenario.slice(setting.length))
  }
  const streamed = chosen.find(({ id }) => id === 'streamEvents')
  const streamedStory = async (onMissed?: () => Promise<void>) => {
    if (stateless || !streamed) await story(onMissed)
    else add(await checkStreamDuring(contract, player, streamed, () => story(onMissed)))
  }
  const deletes = chosen.some(({ id }) => id === 'deleteConversation')
  const lastDeleted = deletes ? player.names.get(order.conversationId) : undefined
  const leftovers: string[] = []
  try {
    if (stateless || !webhooks) await streamedStory()
    else
      (await checkWebhooksDuring(contract, player, webhooks, streamedStory, lastDeleted)).forEach(
        add,
      )
  } finally {
    const steps = cleanup.filter(
      ({ operation }) =>
        target.adminKey !== undefined ||
        !contract.operations.some((one) => one.id === operation && isForOperators(one)),
    )
    leftovers.push(...(await cleanUp(player, steps)))
  }
  const made = calls.some(({ operation, status }) => operation === 'putUser' && status === 200)
  const keptUsers = made && !stateless ? madeUserIds.map((id) => player.names.get(id) ?? id) : []
  return { baseUrl: target.baseUrl, appId: target.appId, startedAt, calls, leftovers, keptUsers }
}

/** Whether only an operator can make the call, or begin a session with it. */
const isForOperators = ({ object }: Operation) => [object.tags].flat()[0] === 'Admin'

/** Whether a step's response does not depend on earlier calls. */
const isStateless = ({ status = 200, shows }: Step) =>
  status === 200 || status === 401 || shows === 'invalidRequest'

const titleOf = ({ example, shows, status = 200 }: Step) =>
  status === 200 ? (example ?? shows ?? 'as it is') : `provokes ${status}`

/** Adds a violation if the status is not the expected one. */
async function withExpectedStatus(
  contract: Contract,
  operation: Operation,
  status: number,
  sent: Promise<Played>,
): Promise<Played> {
  const played = await sent
  const got = played.exchange.response.status
  if (got === status) return played
  const violation: Violation = {
    operation: operation.id,
    status: got,
    pointer: 'status',
    expected: `${status} for ${callLine(played.exchange.request)}`,
    source: contract.sourceOf(`${operation.pointer}/responses/${status}`),
    got: played.value,
  }
  return { ...played, violations: [...played.violations, violation] }
}

/** Deletes the objects that the run has created. Returns the objects that could not be deleted. */
async function cleanUp(player: Player, steps: Step[]): Promise<string[]> {
  const leftovers: string[] = []
  for (const step of steps) {
    const status = await player.play(step).then(
      ({ exchange }) => exchange.response.status,
      () => undefined,
    )
    const ids = Object.values(step.path ?? {}).map((id) => player.names.get(id))
    // A 404 means that it was deleted before.
    if (status !== 200 && status !== 404) leftovers.push(`${step.operation} ${ids.join(' ')}`)
  }
  return leftovers
}
