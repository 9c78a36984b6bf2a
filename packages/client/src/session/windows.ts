import type { components } from '@openparley/spec/types'
import { unwrap, unwrapOrNull } from '../problem.ts'
import { conversationSnapshot, userIdsIn } from '../state/conversation-snapshot.ts'
import {
  type ConversationState,
  conversationState,
  sendersIn,
} from '../state/conversation-state.ts'
import { applyToConversations, type ConversationTest } from '../state/conversation-window.ts'
import { type MessageSnapshot, messageSnapshot, userIdsOf } from '../state/message-snapshot.ts'
import { type MessageState, messageState, sendersOf } from '../state/message-state.ts'
import { applyToMessages } from '../state/message-window.ts'
import { participantSnapshot } from '../state/participant-snapshot.ts'
import { applyToParticipants, participantState } from '../state/participant-window.ts'
import { applyToReactions, reactionState } from '../state/reaction-window.ts'
import type { Resource } from '../state/resource.ts'
import { slidingResource } from '../state/sliding-window.ts'
import { userSnapshot } from '../state/snapshots.ts'
import { type Window, type WindowOptions, windowResource } from '../state/window.ts'
import type { Context } from './context.ts'
import { type ReactionPath, reactionsPath } from './own-reactions.ts'
import type { ConversationListOptions, SingleReactionSnapshot } from './subscription-types.ts'

type UserWire = components['schemas']['UserSnapshot']
type MessageWire = components['schemas']['MessageSnapshot']

/** Maximum number of messages that are kept per conversation. */
const maxMessages = 500

/** What the subscriptions to messages are told. Only a window that slides may not have the newest. */
export type MessagesView = [
  snapshot: MessageSnapshot[] | null,
  loadedAll: boolean,
  loadedNewest: boolean,
]

/**
 * The newest messages of a conversation. With the id of a message or null, a window that slides from there: from that message,
 * or from the newest.
 */
export function messages(
  { client, userId, outbox, ownReactions }: Context,
  conversationId: string,
  around?: string | null,
): Resource<Window<MessageState>, MessagesView> {
  const options: WindowOptions<MessageState, MessageWire, MessageSnapshot> = {
    conversationId,
    size: 30,
    maxPage: 100,
    maxItems: maxMessages,
    async list(query) {
      const page = unwrapOrNull(
        await client.GET('/realtime/conversations/{conversationId}/messages', {
          params: { path: { conversationId }, query },
        }),
      )
      outbox.confirm(conversationId, page?.data ?? [])
      return page
    },
    item: messageState,
    usersIn: sendersOf,
    idOf: ({ id }) => id,
    userIdsOf,
    apply: (window, event) => applyToMessages(window, event, userId),
    shown: ({ items }) => [
      ...outbox.messages(conversationId, items),
      ...items.map(ownReactions.shownIn),
    ],
    snapshot: messageSnapshot,
  }
  const resource = around === undefined ? windowResource(options) : slidingResource(options, around)
  return {
    ...(resource as ReturnType<typeof messages>),
    // Known before they send their first message, so that it is shown at once.
    users: (window) => [userId, ...(resource.users?.(window) ?? [])],
    async get(count: number) {
      const settle = outbox.settle(conversationId)
      const loaded = await resource.get(count)
      settle()
      return loaded
    },
  }
}

/** A list with one item for each user. */
const ofMembers = {
  usersIn: ({ user }: { user: UserWire }) => [user],
  idOf: ({ userId }: { userId: string }) => userId,
  userIdsOf: ({ userId }: { userId: string }) => [userId],
}

/** How many participants of a conversation are loaded first, and with a list of conversations. */
const firstParticipants = 10

/** The participants of a conversation who joined last. */
export const participants = ({ client, userId, listed }: Context, conversationId: string) =>
  windowResource({
    conversationId,
    size: firstParticipants,
    maxPage: 50,
    list: async (query) =>
      (!query.startingAfter &&
        listed(conversationId).flatMap((one) => one.participants ?? [])[0]) ||
      unwrapOrNull(
        await client.GET('/realtime/conversations/{conversationId}/participants', {
          params: { path: { conversationId }, query },
        }),
      ),
    item: participantState,
    ...ofMembers,
    apply: (window, event) => applyToParticipants(window, event, userId),
    snapshot: (participant, users) =>
      participantSnapshot(participant, users.get(participant.userId)),
  })

export const reactionOf = (user: UserWire, createdAt: number): SingleReactionSnapshot => ({
  user: userSnapshot(user),
  createdAt,
})

/** The oldest reactions to a message with an emoji. */
export const reactions = ({ client, clock, userId, ownReactions }: Context, path: ReactionPath) =>
  windowResource({
    conversationId: path.conversationId,
    size: 10,
    step: 30,
    maxPage: 100,
    list: async (query) =>
      unwrapOrNull(await client.GET(reactionsPath, { params: { path, query } })),
    item: reactionState,
    ...ofMembers,
    apply: (window, event) => applyToReactions(window, event, path, userId),
    shown({ items, hasMore }) {
      const adds = ownReactions.pending(path)
      const isIn = items.some((one) => one.userId === userId)
      if (adds === false) return items.filter((one) => one.userId !== userId)
      return adds && !isIn && !hasMore ? [...items, { userId, createdAt: clock.now() }] : items
    },
    snapshot({ userId: id, createdAt }, users) {
      const user = users.get(id)
      return user ? reactionOf(user, createdAt) : undefined
    },
  })

/** The user's conversations with the newest activity. The code of filters is loaded with the first list that has one. */
export function conversations(
  { client, userId }: Context,
  { filter, withParticipants }: ConversationListOptions,
) {
  let test: ConversationTest | undefined
  const resource = windowResource({
    size: 20,
    maxPage: 30,
    async list(page) {
      if (filter)
        test ??= (await import('../state/conversation-filter.ts')).conversationTest(filter, userId)
      const query = {
        ...page,
        ...(filter && { filter: JSON.stringify(filter) }),
        ...(withParticipants && { participants: firstParticipants }),
      }
      return unwrap(await client.GET('/realtime/conversations', { params: { query } }))
    },
    item: conversationState,
    usersIn: sendersIn,
    idOf: ({ id }) => id,
    userIdsOf: userIdsIn,
    apply: (window, event) => applyToConversations(window, event, userId, test),
    snapshot: conversationSnapshot,
  })
  return {
    ...resource,
    conversation: ({ items }: Window<ConversationState>, conversationId: string) =>
      items.find(({ id }) => id === conversationId),
  }
}
