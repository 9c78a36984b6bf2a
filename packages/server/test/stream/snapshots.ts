import {
  applyToConversation,
  applyToUser,
  type ConversationState,
  conversationState,
} from '@openparley/client/apply'
import type { components } from '@openparley/spec/types'
import { checkedFetch } from '@openparley/test-kit/exchange'
import type { Site } from '@openparley/test-kit/server'
import type { Event } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { expect } from 'vitest'
import type { LoggedEvent } from '../../src/model/event.ts'

type Schemas = components['schemas']

/** What one user sees: users and conversations by id, null for those that the user cannot see. */
export interface View {
  users: Record<string, Schemas['UserSnapshot'] | null>
  conversations: Record<string, ConversationState | null>
}

export interface Ids {
  users: string[]
  conversations: string[]
}

/** Takes every snapshot that the user can take. */
export async function takeView(site: Site, userId: string, ids: Ids): Promise<View> {
  const headers = { authorization: `Bearer ${await userToken(site, userId)}` }
  const snapshots = async (kind: string, of: string[]) => {
    const taken = of.map(async (id) => {
      const url = `${site.baseUrl}/v1/${site.appId}/realtime/${kind}/${encodeURIComponent(id)}`
      const response = await checkedFetch(new Request(url, { headers }))
      expect([200, 404]).toContain(response.status)
      const body = await response.json()
      return [id, response.status === 200 ? body : null]
    })
    return Object.fromEntries(await Promise.all(taken))
  }
  const conversations: Record<string, Schemas['ConversationSnapshot'] | null> = await snapshots(
    'conversations',
    ids.conversations,
  )
  return {
    users: await snapshots('users', ids.users),
    conversations: Object.fromEntries(
      Object.entries(conversations).map(([id, wire]) => [id, wire && conversationState(wire)]),
    ),
  }
}

export const emptyView = ({ users, conversations }: Ids): View => ({
  users: Object.fromEntries(users.map((id) => [id, null])),
  conversations: Object.fromEntries(conversations.map((id) => [id, null])),
})

/** The view after the events, applied as any client applies them. */
export function applyEvents(view: View, userId: string, events: Event[]): View {
  const users = { ...view.users }
  const conversations = { ...view.conversations }
  for (const event of events) {
    if (!isLogged(event)) continue
    if ('user' in event && event.user.id in users)
      users[event.user.id] = applyToUser(users[event.user.id] ?? null, event)
    const id = conversationOf(event)
    if (id === undefined || !(id in conversations)) continue
    const state = applyToConversation(conversations[id] ?? null, event, userId)
    if (state === undefined)
      throw new Error('Only a message with many reactions is requested again.')
    conversations[id] = state
  }
  return { users, conversations }
}

export const isLogged = (event: Event): event is LoggedEvent => 'createdAt' in event

export function conversationOf(event: LoggedEvent): string | undefined {
  if ('conversation' in event) return event.conversation.id
  if ('message' in event) return event.message.conversationId
  return 'conversationId' in event ? event.conversationId : undefined
}

type Snapshots = View['users'] | View['conversations']

/** Expects that the view from events equals the one from snapshots, and that its ids of events are not too high. */
export function expectSame(view: View, taken: View): void {
  for (const kind of ['users', 'conversations'] as const) {
    const own: Snapshots = view[kind]
    expect(withoutEventIds(own)).toEqual(withoutEventIds(taken[kind]))
    // Events that the user does not see have ids too.
    for (const [id, snapshot] of Object.entries(taken[kind]))
      if (snapshot) expect(own[id]?.lastEventId).toBeLessThanOrEqual(snapshot.lastEventId)
  }
}

const withoutEventIds = (snapshots: Snapshots) =>
  Object.fromEntries(
    Object.entries(snapshots).map(([id, snapshot]) => [
      id,
      snapshot && { ...snapshot, lastEventId: 0 },
    ]),
  )
