import type { Contract } from '@openparley/contract/internal/conforms'
import type { Violation } from '@openparley/contract/internal/diff'
import type { Operation } from '@openparley/contract/internal/document'
import { callLine } from './call-line.ts'
import { type CallResult, resultOf } from './call-result.ts'
import { createPlayer, type Played, type Player, type Target } from './player.ts'
import { parameterCalls, probesOf } from './probes.ts'
import { judgedStream } from './run-stream.ts'
import {
  cleanup,
  conversationIds,
  madeUserIds,
  type Step,
  scenario,
  setting,
  userIds,
} from './scenario.ts'

export interface RunResult {
  baseUrl: string
  appId: string
  /** Unix milliseconds. */
  startedAt: number
  calls: CallResult[]
  /** What the run has left behind because it could not clean up. */
  remains: string[]
  /** Users that stay, without personal data: no operation deletes a user. The next run uses them again. */
  keptUsers: string[]
}

export interface RunOptions {
  /**
   * Leaves out the calls whose answer depends on what was called before, and those that only a real server
   * can judge: for a mock. Default false.
   */
  stateless?: boolean
  /** Only the operations with one of these tags; default all. */
  tags?: string[] | undefined
  /** Begins the ids of the conversations that the run makes, and must be new. */
  scratch: string
  onCall?: (result: CallResult) => void
}

/** Begins the ids of the users, the same in every run: they cannot be deleted. */
const userPrefix = 'contract'

const prefixed = (prefix: string, ids: string[]) =>
  ids.map((id) => [id, `${prefix}-${id}`] as const)

/**
 * Plays the scenario and the probes on a server, under ids of their own, and deletes what can be deleted. Its
 * users stay, without personal data, and every run uses the same.
 */
export async function runContract(
  contract: Contract,
  target: Target,
  { stateless = false, tags, scratch, onCall }: RunOptions,
): Promise<RunResult> {
  const conversations = prefixed(scratch, conversationIds)
  const users = prefixed(userPrefix, userIds)
  const player = createPlayer(contract, target, new Map([...users, ...conversations]))
  const strangers = createPlayer(contract, target, new Map(prefixed(scratch, userIds)))
  const startedAt = Date.now()
  const chosen = contract.operations.filter(
    ({ object }) => !tags || tags.includes(String([object.tags].flat()[0])),
  )
  const calls: CallResult[] = []
  const add = (result: CallResult) => {
    calls.push(result)
    onCall?.(result)
  }
  const call = async (operation: string, title: string, send: () => Promise<Played>) => {
    if (chosen.some(({ id }) => id === operation)) add(await resultOf(operation, title, send))
  }
  const play = async (steps: Step[]) => {
    for (const step of steps)
      if (!stateless || isStateless(step))
        await call(step.operation, titleOf(step), () =>
          (step.strangers ? strangers : player).play(step),
        )
  }
  const story = async () => {
    await play(setting)
    for (const { operation, parameter, call: sent } of parameterCalls(contract))
      if (!stateless || operation.id !== 'streamEvents')
        await call(operation.id, `with ${parameter}`, () =>
          expecting(contract, operation, 200, player.send(operation, sent)),
        )
    for (const { operation, status, call: probe } of probesOf(contract))
      if (!stateless || status === 401)
        await call(operation.id, `provokes ${status}`, () =>
          expecting(contract, operation, status, player.send(operation, probe)),
        )
    await play(scenario.slice(setting.length))
  }
  const streamed = chosen.find(({ id }) => id === 'streamEvents')
  const remains: string[] = []
  try {
    if (stateless || !streamed) await story()
    else add(await judgedStream(contract, player, streamed, story))
  } finally {
    remains.push(...(await cleaned(player)))
  }
  const made = calls.some(({ operation, status }) => operation === 'putUser' && status === 200)
  const keptUsers = made && !stateless ? madeUserIds.map((id) => player.names.get(id) ?? id) : []
  return { baseUrl: target.baseUrl, appId: target.appId, startedAt, calls, remains, keptUsers }
}

/** Whether a step's answer follows from its own request. */
const isStateless = ({ status = 200, shows }: Step) =>
  status === 200 || status === 401 || shows === 'invalidRequest'

const titleOf = ({ example, shows, status = 200 }: Step) =>
  status === 200 ? (example ?? shows ?? 'as it is') : `provokes ${status}`

/** The call, with a violation where another status was expected. */
async function expecting(
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

/** What could not be taken away. */
async function cleaned(player: Player): Promise<string[]> {
  const remains: string[] = []
  for (const step of cleanup) {
    const status = await player.play(step).then(
      ({ exchange }) => exchange.response.status,
      () => undefined,
    )
    const ids = Object.values(step.path ?? {}).map((id) => player.names.get(id))
    // What is gone already is a 404.
    if (status !== 200 && status !== 404) remains.push(`${step.operation} ${ids.join(' ')}`)
  }
  return remains
}
