import { createPlayer, type Played, type Player, type Step } from '@openparley/conformance'
import { expect } from 'vitest'
import type { RunningServer } from '../server/src/compose/start.ts'
import { contract } from './contract.ts'
import { checkedFetch } from './exchange.ts'

/** An app whose users may be changed from the client side, as the scenario does. */
export const openApp = {
  id: 'shop',
  secretKey: 'sk_test_shop_0001',
  settings: { clientSideUserSync: 'all' as const },
}

/** Plays calls of the document's examples on the server, each checked. */
export const playerOf = (
  { baseUrl, appId, secretKey }: Pick<RunningServer, 'baseUrl' | 'appId' | 'secretKey'>,
  fetch: (request: Request) => Promise<Response> = checkedFetch,
): Player => createPlayer(contract, { baseUrl, appId, secretKey, fetch })

/** Plays the steps one after the other; each has to be answered as it says. */
export async function playAll(player: Player, steps: Step[]): Promise<Played[]> {
  const all: Played[] = []
  for (const step of steps) {
    const played = await player.play(step)
    expect(contract.rendered(played.violations)).toBe('')
    all.push(played)
  }
  return all
}
