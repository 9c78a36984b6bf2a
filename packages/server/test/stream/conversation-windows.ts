import type { components } from '@openparley/spec/types'
import { dataOf } from '@openparley/test-kit/chat'
import { type Site, userClientOf } from '@openparley/test-kit/server'
import { expect } from 'vitest'
import {
  applyToConversation,
  type ConversationState,
  conversationState,
  type LoggedEvent,
  subjectOf,
} from '../../../client/src/state/apply.ts'
import { conversationTest } from '../../../client/src/state/conversation-filter.ts'
import { applyToConversations } from '../../../client/src/state/conversation-window.ts'
import type { Window } from '../../../client/src/state/window-events.ts'
import { matches } from '../../src/model/filter.ts'
import type { Participant } from '../../src/model/participant.ts'

/** A subscription to the first conversations of a user's list. */
export interface Listed {
  size: number
  filter: components['schemas']['UserConversationFilter']
}

type Conversations = Window<ConversationState>

/** The first conversations as the server returned them. */
interface Taken extends Listed {
  window: Conversations
}

const listed = async (site: Site, userId: string, limit: number, filter: Listed['filter']) => {
  const query = { limit, filter: JSON.stringify(filter) }
  const { data, hasMore } = await dataOf(
    userClientOf(site, userId).GET('/realtime/conversations', { params: { query } }),
  )
  return { items: data.map(conversationState), hasMore, lastEventId: 0 }
}

/** Takes the first conversations of the list from the server. */
export const takeWindow = async (site: Site, userId: string, list: Listed): Promise<Taken> => ({
  ...list,
  window: await listed(site, userId, list.size, list.filter),
})

/**
 * Expects that the window with the later events is what the server returns now, unless an event makes a request necessary.
 * Returns whether the events were enough.
 */
export async function expectWindow(
  site: Site,
  userId: string,
  { filter, window: before }: Taken,
  events: LoggedEvent[],
): Promise<boolean> {
  let window: Conversations | null | undefined = before
  for (const event of events)
    if (window)
      window = applyToConversations(window, event, userId, conversationTest(filter, userId))
  if (!window) return false
  const { items, hasMore } = window
  const fresh = await listed(site, userId, Math.max(1, items.length), filter)
  expect(items.map(withoutEventId)).toEqual(fresh.items.slice(0, items.length).map(withoutEventId))
  expect(hasMore || (!fresh.hasMore && fresh.items.length === items.length)).toBe(true)
  return true
}

/** The parts that events contain too: events contain no participants. */
const withoutEventId = ({ participants, ...state }: ConversationState) => ({
  ...state,
  lastEventId: 0,
})

/**
 * Folds the events from nothing on. After each of them, expects that the window has the first conversations of the whole list.
 * Returns how many events made a request necessary.
 */
export function expectWindowAtEachMoment(
  userId: string,
  { size, filter }: Listed,
  events: LoggedEvent[],
): number {
  const states = new Map<string, ConversationState>()
  const first = (count: number): Conversations => {
    const all = wholeList([...states.values()], filter)
    return { items: all.slice(0, count), hasMore: all.length > count, lastEventId: 0 }
  }
  let window = first(size)
  let requests = 0
  for (const [index, event] of events.entries()) {
    // Sometimes, another subscription begins, which has not loaded everything at first.
    if (index % 5 === 0) window = first(size)
    const subject = subjectOf(event)
    if (!('conversationId' in subject)) continue
    const { conversationId } = subject
    const state = applyToConversation(states.get(conversationId) ?? null, event, userId)
    if (state) states.set(conversationId, state)
    else states.delete(conversationId)

    const next = applyToConversations(window, event, userId, conversationTest(filter, userId))
    if (!next) requests += 1
    window = next ?? first(Math.max(size, window.items.length))
    const { length } = window.items
    const expected = first(length)
    expect(window.items).toEqual(expected.items)
    expect(window.hasMore || !expected.hasMore).toBe(true)
    expect(window.hasMore ? length >= size : true, 'lost items are replaced').toBe(true)
  }
  return requests
}

/** The list as the server has it. */
const wholeList = (states: ConversationState[], filter: Listed['filter']) =>
  states
    .filter((state) => isListed(state, filter))
    .sort((one, other) => recency(other) - recency(one) || compareBytes(other.id, one.id))

const recency = ({ joinedAt, lastMessageAt }: ConversationState) =>
  Math.max(joinedAt, lastMessageAt)

const compareBytes = (one: string, other: string) =>
  Buffer.compare(Buffer.from(one), Buffer.from(other))

/** Decides by the code of the server. */
const isListed = (state: ConversationState, filter: Listed['filter']) =>
  matches(filter, {
    attributes: { ...state, topicId: state.id },
    lastActivity: state.lastMessageAt,
    newest: state.lastMessage ?? undefined,
    own: { ...state, unreadCount: state.unreadMessageCount } as unknown as Participant,
  })
