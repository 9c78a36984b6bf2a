import { setTimeout } from 'node:timers/promises'
import type { Contract } from '@openparley/contract/internal/conforms'
import type { Operation } from '@openparley/contract/internal/document'
import type { OpenStream } from '@openparley/contract/internal/stream'
import { type CallResult, noResponse } from './call-result.ts'
import type { Player } from './player.ts'
import { scenario } from './scenario.ts'
import { streamName } from './scenario-names.ts'

/** Maximum milliseconds until the first event of a stream. */
const openTimeout = 5000

/** Waits for the first event, and uses the id of the stream in the calls that need one. */
export async function nameStream(player: Player, stream: OpenStream): Promise<void> {
  const begun = stream.first(({ event }) => event === 'ready' || event === 'reset')
  const late = setTimeout(openTimeout, undefined, { ref: false })
  const event = await Promise.race([begun.catch(() => undefined), late])
  const { streamId } = JSON.parse(event?.data ?? '{}')
  if (typeof streamId === 'string') player.names.set(streamName, streamId)
}

/** Reads Alice's stream while `work` plays the scenario, and checks every event. */
export async function checkStreamDuring(
  contract: Contract,
  player: Player,
  operation: Operation,
  work: () => Promise<void>,
): Promise<CallResult> {
  const begun = performance.now()
  const { id } = operation
  const result = (
    title: string,
    status: number | undefined,
    violations: CallResult['violations'],
  ) => ({
    operation: id,
    title,
    status,
    duration: Math.round(performance.now() - begun),
    violations,
  })
  const opened = await player.open(operation).catch((error: Error) => error)
  if (opened instanceof Error) {
    await work()
    return result('a stream', undefined, [noResponse(id, 'a stream', opened)])
  }
  const { exchange, stream } = opened
  try {
    await nameStream(player, stream)
    await work()
    const last = scenario.flatMap(({ emits = [] }) => emits).at(-1)
    const lost = await stream
      .first(({ event }) => event === last)
      .then(
        () => [],
        (error) => [noResponse(id, `the event ${last}`, error)],
      )
    const { violations } = contract.conforms(exchange)
    const wrong = stream.events.flatMap((event) => contract.conformsEvent(id, event))
    const title = `${stream.events.length} events`
    return result(title, exchange.response.status, [...violations, ...wrong, ...lost])
  } finally {
    await stream.close()
  }
}
