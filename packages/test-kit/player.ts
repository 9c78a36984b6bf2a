import { createPlayer, type Played, type Player, type Step } from '@openparley/conformance'
import { expect } from 'vitest'
import type { RunningServer } from '../server/src/compose/start.ts'
import { contract } from './contract.ts'
import { conforming, fetchWithCheckedStreams } from './exchange.ts'
import { adminKey } from './server.ts'

/** The settings that the scenario needs. */
export const openApp = {
  id: 'shop',
  secretKey: 'sk_test_shop_0001',
  settings: {
    clientSideUserSync: 'all' as const,
    clientSideConversationSync: true,
    roles: { default: { changeParticipants: true, removeParticipants: true } },
  },
}

type Place = Pick<RunningServer, 'baseUrl' | 'appId' | 'secretKey'>

/** Plays calls of the document's examples on the server. Throws if an exchange differs from the document. */
export const playerOf = (place: Place): Player =>
  createPlayer(contract, {
    ...placeOf(place),
    fetch: fetchWithCheckedStreams,
    judge: (exchange) => conforming(exchange),
  })

/** The same on a server that need not follow the document. */
export const uncheckedPlayerOf = (place: Place): Player => createPlayer(contract, placeOf(place))

const placeOf = ({ baseUrl, appId, secretKey }: Place) => ({
  ...{ baseUrl, appId, secretKey },
  adminKey,
})

/** Plays the steps one after the other. Each must get the response that it expects. */
export async function playAll(player: Player, steps: Step[]): Promise<Played[]> {
  const all: Played[] = []
  for (const step of steps) {
    const played = await player.play(step)
    expect(contract.rendered(played.violations)).toBe('')
    all.push(played)
  }
  return all
}
