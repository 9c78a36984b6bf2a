import {
  createPlayer,
  exampleCall,
  nameStream,
  type Played,
  type Player,
  type Target,
} from '@openparley/conformance'
import type { Exchange, Operation } from '@openparley/contract'
import type { OpenStream } from '@openparley/contract/internal/stream'
import {
  type Parts,
  type RunningServer,
  type StartOptions,
  startServerWith,
} from '../../packages/server/src/compose/start.ts'
import { contract } from './document.ts'

/** The settings that the scenario needs. */
const app = {
  id: 'q3k1pa9d',
  secretKey: 'sk_test_q3k1pa9d',
  settings: { clientSideUserSync: 'all' as const, clientSideConversationSync: true },
}

const adminKey = 'admin_key_of_the_story_00000000001'

/** Runs `work` with a player on its own server. Its calls are made by `fetch`. */
export async function withPlayer(
  options: StartOptions,
  parts: Parts,
  work: (player: Player, server: RunningServer) => Promise<void>,
  fetch?: Target['fetch'],
): Promise<void> {
  await using server = await startServerWith({ apps: [app], adminKey, ...options }, parts)
  await work(createPlayer(contract, { ...server, adminKey, now: options.now, fetch }), server)
}

/** Runs `work` with a player on a server that is shutting down, which ends after the work. */
export async function withStoppingServer(work: (player: Player) => Promise<void>): Promise<void> {
  const done = Promise.withResolvers<void>()
  const prepare: Parts['prepare'] = (server) => void server.addHook('preClose', () => done.promise)
  await withPlayer({}, { prepare }, async (player, server) => {
    const closed = server.close()
    await work(player)
    done.resolve()
    await closed
  })
}

/** Plays the call until the rate limit is exceeded. */
export async function untilTooMany(player: Player, operation: Operation): Promise<Played> {
  for (;;) {
    const played = await player.send(operation, exampleCall(contract, operation))
    if (played.exchange.response.status === 429) return played
  }
}

/** Runs `work` with a live stream of a user, Alice by default, and the response that opened it. */
export async function withStream<T>(
  player: Player,
  work: (stream: OpenStream, exchange: Exchange) => Promise<T>,
  { as, after }: { as?: string; after?: string | undefined } = {},
): Promise<T> {
  const operation = contract.operations.find(({ id }) => id === 'streamEvents')
  if (!operation) throw new Error('The document has no stream')
  const headers = after === undefined ? {} : { 'last-event-id': after }
  const { stream, exchange } = await player.open(operation, { as, headers })
  try {
    if (as === undefined) await nameStream(player, stream)
    return await work(stream, exchange)
  } finally {
    await stream.close()
  }
}
