import {
  applyToMessages,
  applyToParticipants,
  type LoggedEvent,
  messageState,
  participantState,
} from '@openparley/client/apply'
import { dataOf } from '@openparley/test-kit/chat'
import { type Site, userClientOf } from '@openparley/test-kit/server'
import type { Event } from '@openparley/test-kit/stream'
import { expect } from 'vitest'
import { conversationIds } from '../model/commands.ts'
import { conversationOf, isLogged } from './snapshots.ts'

interface Loaded {
  items: object[]
  hasMore: boolean
  lastEventId: number
}

/** The first items of a list. Null without access, undefined if they must be requested again. */
type Window = Loaded | null | undefined

/** The lists of a conversation, by name. */
type Windows = Record<string, Window>

/** How a list is requested, and changed by events. */
interface List {
  get: (site: Site, userId: string, conversationId: string, limit: number) => Promise<Window>
  apply: (window: Loaded | null, event: LoggedEvent, userId: string) => Window
}

const listOf = <Item extends object>(
  get: List['get'],
  apply: (
    window: (Loaded & { items: Item[] }) | null,
    event: LoggedEvent,
    userId: string,
  ) => Window,
): List => ({ get, apply: apply as List['apply'] })

const request = (conversationId: string, limit: number) => ({
  params: { path: { conversationId }, query: { limit } },
})

/** The page of a response, with its items as clients keep them. */
async function loaded<Wire>(
  call: Promise<{
    data?: { data: Wire[]; hasMore: boolean; lastEventId: number }
    response: Response
  }>,
  item: (wire: Wire) => object,
): Promise<Window> {
  const answer = await call
  if (answer.response.status === 404) return null
  const { data, ...window } = await dataOf(Promise.resolve(answer))
  return { ...window, items: data.map(item) }
}

const lists: Record<string, List> = {
  participants: listOf(
    (site, userId, id, limit) =>
      loaded(
        userClientOf(site, userId).GET(
          '/realtime/conversations/{conversationId}/participants',
          request(id, limit),
        ),
        participantState,
      ),
    applyToParticipants,
  ),
  messages: listOf(
    (site, userId, id, limit) =>
      loaded(
        userClientOf(site, userId).GET(
          '/realtime/conversations/{conversationId}/messages',
          request(id, limit),
        ),
        messageState,
      ),
    applyToMessages,
  ),
}

export const listNames = Object.keys(lists)

const eachList = conversationIds.flatMap((id) => listNames.map((name) => ({ id, name })))

/** Takes the first page of each list of each conversation, as the user sees it. */
export async function takeWindows(site: Site, userId: string, limit: number): Promise<Windows> {
  const taken = eachList.map(async ({ id, name }) => {
    const window = await lists[name]?.get(site, userId, id, limit)
    return [`${name} ${id}`, window] as const
  })
  return Object.fromEntries(await Promise.all(taken))
}

/** The windows after the events, applied as any client applies them. */
export function applyToWindows(windows: Windows, userId: string, events: Event[]): Windows {
  const applied = (id: string, name: string) =>
    events.reduce<Window>((current, event) => {
      if (current === undefined || !isLogged(event) || conversationOf(event) !== id) return current
      return lists[name]?.apply(current, event, userId)
    }, windows[`${name} ${id}`])
  return Object.fromEntries(eachList.map(({ id, name }) => [`${name} ${id}`, applied(id, name)]))
}

/** Events that the user does not see have ids too. */
const itemsOf = (window: Window) => window?.items.map((item) => ({ ...item, lastEventId: 0 }))

/**
 * Expects that windows from events are the beginning of the lists, and all of them if they say so. Returns the names of
 * the windows that changed from `before` and need no request.
 */
export function expectSameWindows(windows: Windows, before: Windows, taken: Windows): string[] {
  const changed: string[] = []
  for (const { id, name } of eachList) {
    const key = `${name} ${id}`
    const window = windows[key]
    if (window === undefined) continue
    const all = itemsOf(taken[key])
    const own = itemsOf(window)
    expect(window?.hasMore ? all?.slice(0, own?.length) : all, key).toEqual(own)
    if (own && JSON.stringify(own) !== JSON.stringify(itemsOf(before[key]))) changed.push(name)
  }
  return changed
}
