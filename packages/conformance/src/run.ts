import type { Contract } from '@openparley/contract/internal/conforms'
import type { Violation } from '@openparley/contract/internal/diff'
import type { Operation } from '@openparley/contract/internal/document'
import { callLine } from './call-line.ts'
import { type CallResult, resultOf } from './call-result.ts'
import { createPlayer, type Played, type Player, type Target } from './player.ts'
import { parameterCalls, probesOf } from './probes.ts'
import { judgedStream } from './run-stream.ts'
import { cleanup, type Step, scenario, scenarioIds, setting } from './scenario.ts'

export interface RunResult {
  baseUrl: string
  appId: string
  /** Unix milliseconds. */
  startedAt: number
  calls: CallResult[]
  /** What the run has left behind, where it could not clean up. */
  remains: string[]
}

export interface RunOptions {
  /**
   * Leaves out the calls whose answer depends on what was called before, and those that only a real server
   * can judge: for a mock. Default false.
   */
  stateless?: boolean
  /** Only the operations with one of these tags; default all. */
  tags?: string[] | undefined
  /** Begins the ids of all that the run makes. */
  scratch: string
  onCall?: (result: CallResult) => void
}

/** Plays the scenario and the probes on a server, under ids of their own, and takes everything away again. */
export async function runContract(
  contract: Contract,
  target: Target,
  { stateless = false, tags, scratch, onCall }: RunOptions,
): Promise<RunResult> {
  const names = new Map(scenarioIds.map((id) => [id, `${scratch}-${id}`]))
  const player = createPlayer(contract, target, names)
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
        await call(step.operation, titleOf(step), () => player.play(step))
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
  return { baseUrl: target.baseUrl, appId: target.appId, startedAt, calls, remains }
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
