import { found, unwrap } from '../problem.ts'
import { conversationKind } from '../state/conversation-snapshot.ts'
import { type ConversationState, firstParticipants } from '../state/conversation-state.ts'
import { applyToConversations, type ConversationTest } from '../state/conversation-window.ts'
import { type MessageSnapshot, messageKind, type ShownMessage } from '../state/message-snapshot.ts'
import { applyToMessages } from '../state/message-window.ts'
import { applyToParticipants, participantKind } from '../state/participant-window.ts'
import { applyToReactions, reactionKind } from '../state/reaction-window.ts'
import type { Resource } from '../state/resource.ts'
import { windowResource } from '../state/window.ts'
import type { Window } from '../state/window-events.ts'
import type { Context } from './context.ts'
import { type ReactionPath, reactionsPath } from './reaction-path.ts'
import type { ConversationListOptions } from './subscription-types.ts'

/** Maximum number of messages that are kept per conversation, and by a window that slides. */
const maxMessages = 500
const maxAround = 200

/**
 * The newest messages of a conversation. With `around`, a sliding window that starts at the message with this id, or at
 * the newest if it is null.
 */
export function messages(
  context: Context,
  conversationId: string,
  around?: string | null,
): Resource<Window<ShownMessage>, MessageSnapshot[] | null> {
  const { client, userId, outbox } = context
  const path = '/realtime/conversations/{conversationId}/messages'
  const resource = windowResource({
    kind: messageKind,
    conversationId,
    size: 30,
    maxPage: 100,
    maxItems: around === undefined ? maxMessages : maxAround,
    around,
    async list(query) {
      const page = await found(client.GET(path, { params: { path: { conversationId }, query } }))
      outbox.confirm(page?.data ?? [])
      return page
    },
    apply: (window, event) => applyToMessages(window, event, userId),
    shown: ({ items }) => [
      ...outbox.messages(conversationId, items),
      ...items.map((item) => context.ownReactions.loaded?.shownIn(item) ?? item),
    ],
  })
  return {
    ...resource,
    // The user must be loaded before they send their first message, so that the message is shown at once.
    userIds: (window) => [userId, ...(resource.userIds?.(window) ?? [])],
    async get(...args) {
      const settle = outbox.settle(conversationId)
      const loaded = await resource.get(...args)
      settle()
      return loaded
    },
  }
}

/** The participants of a conversation who joined last. */
export const participants = ({ client, userId, listed }: Context, conversationId: string) =>
  windowResource({
    kind: participantKind,
    conversationId,
    size: firstParticipants,
    maxPage: 50,
    list: async (query) =>
      (!query.startingAfter &&
        listed(conversationId).flatMap((one) => one.participants ?? [])[0]) ||
      found(
        client.GET('/realtime/conversations/{conversationId}/participants', {
          params: { path: { conversationId }, query },
        }),
      ),
    apply: (window, event) => applyToParticipants(window, event, userId),
  })

/** The oldest reactions to a message with an emoji. */
export function reactions(context: Context, path: ReactionPath) {
  const { client, clock, userId } = context
  return windowResource({
    kind: reactionKind,
    conversationId: path.conversationId,
    size: 10,
    step: 30,
    maxPage: 100,
    list: (query) => found(client.GET(reactionsPath, { params: { path, query } })),
    apply: (window, event) => applyToReactions(window, event, path, userId),
    shown({ items, hasMore }) {
      const adds = context.ownReactions.loaded?.pending(path)
      const others = items.filter((one) => one.userId !== userId)
      if (adds === false) return others
      const isNew = others.length === items.length && !hasMore
      return adds && isNew ? [...items, { userId, createdAt: clock.now() }] : items
    },
  })
}

/**
 * The user's conversations with the newest activity. The code of filters is loaded with the first list that has a
 * filter.
 */
export function conversations(
  { client, userId }: Context,
  { filter, withParticipants }: ConversationListOptions,
) {
  let test: ConversationTest | undefined
  const resource = windowResource({
    kind: conversationKind,
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
    apply: (window, event) => applyToConversations(window, event, userId, test),
  })
  return {
    ...resource,
    conversation: ({ items }: Window<ConversationState>, conversationId: string) =>
      items.find(({ id }) => id === conversationId),
  }
}
