import { applyToParticipants, participantState } from '@openparley/client/apply'
import { dataOf } from '@openparley/test-kit/chat'
import { type Site, userClientOf } from '@openparley/test-kit/server'
import type { Event } from '@openparley/test-kit/stream'
import { expect } from 'vitest'
import { conversationIds } from '../model/commands.ts'
import { conversationOf, isLogged } from './snapshots.ts'

/** The newest participants of a conversation. Null without access, undefined if they must be requested again. */
type Window = ReturnType<typeof applyToParticipants>

type Windows = Record<string, Window>

/** Takes the first page of the participants of each conversation, as the user sees it. */
export async function takeWindows(site: Site, userId: string, limit: number): Promise<Windows> {
  const client = userClientOf(site, userId)
  const take = async (conversationId: string): Promise<Window> => {
    const call = await client.GET('/realtime/conversations/{conversationId}/participants', {
      params: { path: { conversationId }, query: { limit } },
    })
    if (call.response.status === 404) return null
    const { data, hasMore, lastEventId } = await dataOf(Promise.resolve(call))
    return { items: data.map(participantState), hasMore, lastEventId }
  }
  const taken = conversationIds.map(async (id) => [id, await take(id)] as const)
  return Object.fromEntries(await Promise.all(taken))
}

/** The windows after the events, applied as any client applies them. */
export function applyToWindows(windows: Windows, userId: string, events: Event[]): Windows {
  const applied = (id: string, window: Window) =>
    events.reduce<Window>((current, event) => {
      if (current === undefined || !isLogged(event)) return current
      return conversationOf(event) === id ? applyToParticipants(current, event, userId) : current
    }, window)
  return Object.fromEntries(Object.entries(windows).map(([id, one]) => [id, applied(id, one)]))
}

const membersOf = (window: Window) =>
  window?.items.map(({ lastEventId: _, ...participant }) => participant)

/**
 * Expects that windows from events are the beginning of the lists, and all of them if they say so. Returns how many
 * changed from `before` and need no request.
 */
export function expectSameWindows(windows: Windows, before: Windows, taken: Windows): number {
  let changed = 0
  for (const [id, window] of Object.entries(windows)) {
    if (window === undefined) continue
    const all = membersOf(taken[id])
    const own = membersOf(window)
    expect(window?.hasMore ? all?.slice(0, own?.length) : all).toEqual(own)
    if (own && JSON.stringify(own) !== JSON.stringify(membersOf(before[id]))) changed += 1
  }
  return changed
}
