import { done, found } from '../problem.ts'
import { applyToConversation } from '../state/apply.ts'
import { type ConversationSnapshot, conversationKind } from '../state/conversation-snapshot.ts'
import { snapshotOf } from '../state/kind.ts'
import type { MessageSnapshot } from '../state/message-snapshot.ts'
import { accessAfter } from '../state/own-access.ts'
import { type Resource, singleResource } from '../state/resource.ts'
import { typingSnapshot } from '../state/typing-snapshot.ts'
import type { Context } from './context.ts'
import type { MessageRef } from './message-ref.ts'
import { ownSettings } from './own-settings.ts'
import type {
  CreateConversationParams,
  SendMessageParams,
  SendTextMessageParams,
  SetConversationParams,
} from './params.ts'
import type { ParticipantRef } from './participant-ref.ts'
import type {
  ConversationSubscription,
  MessageSubscription,
  MessageWindowSubscription,
  ParticipantSnapshot,
  ParticipantSubscription,
  TypingSnapshot,
  TypingSubscription,
} from './subscription-types.ts'
import type { UserRef } from './user-ref.ts'
import { messages, participants } from './windows.ts'

/** A reference to the conversation with an id, as the session's user sees it. Calls reject with a `ProblemError`. */
export interface ConversationRef {
  readonly id: string
  /** Returns the ref of a participant: the same object for the same id. The user need not be a participant. */
  participant(user: string | UserRef): ParticipantRef
  /** Returns the ref of a message, the same object for the same id. */
  message(id: string): MessageRef
  /** Returns a snapshot of the conversation, or null if it does not exist or the user is not in it. */
  get(): Promise<ConversationSnapshot | null>
  /** Changes the conversation. Creates it if it does not exist, and adds the user if they are not in it. */
  set(params: SetConversationParams): Promise<void>
  /** Creates the conversation if it does not exist, and adds the user if they are not in it. */
  createIfNotExists(params?: CreateConversationParams): Promise<void>
  markAsRead(): Promise<void>
  markAsUnread(): Promise<void>
  /** Tells the others that the user is typing, for 10 seconds or until they send. Sends at most one request in 5 seconds. */
  markAsTyping(): Promise<void>
  /**
   * Sends a message, which subscriptions show at once with the `delivery` `pending`. Rejects if it could not be
   * sent; then its `delivery` is `failed` until `resend` or `discard`.
   */
  send(params: string | SendTextMessageParams | SendMessageParams): Promise<MessageRef>
  /** Only in Parley: sends a failed message of this session again. It is never sent twice, even if only the response was lost. */
  resend(messageId: string): Promise<MessageRef>
  /** Only in Parley: forgets a failed message of this session. */
  discard(messageId: string): void
  /** Calls the listener with the snapshot (null in the same cases as `get`), and then with each snapshot that differs. */
  subscribe(listener?: (snapshot: ConversationSnapshot | null) => void): ConversationSubscription
  /**
   * Calls the listener with the 30 newest messages, newest first, and then after each change. Null if the user is not in
   * the conversation. `loadMore` loads 30 older ones, max 100; the newest 500 are kept.
   */
  subscribeMessages(
    listener?: (snapshot: MessageSnapshot[] | null, loadedAll: boolean) => void,
  ): MessageSubscription
  /**
   * Only in Parley: like `subscribeMessages`, but with the messages around the message with this id, or with the newest
   * if the id is null. `loadMore` loads older messages and `loadNewer` newer messages. The window keeps the 200
   * messages nearest to the loaded ones. If there is no such message, the subscription ends with a `ProblemError` with
   * the status 400.
   */
  subscribeMessagesAround(
    messageId: string | null,
    listener?: (
      snapshot: MessageSnapshot[] | null,
      loadedAll: boolean,
      loadedNewest: boolean,
    ) => void,
  ): MessageWindowSubscription
  /**
   * Calls the listener with the 10 participants who joined last, newest first, and then after each change. Null if the user
   * is not in the conversation. `loadMore` loads 10 more, max 50.
   */
  subscribeParticipants(
    listener?: (snapshot: ParticipantSnapshot[] | null, loadedAll: boolean) => void,
  ): ParticipantSubscription
  /** Calls the listener with who is typing, without the session's user, and then after each change. */
  subscribeTyping(listener?: (snapshot: TypingSnapshot | null) => void): TypingSubscription
}

/** Milliseconds in which one `markAsTyping` is enough. */
const typingInterval = 5000

export function conversationRef(context: Context, id: string): ConversationRef {
  const { client, clock, userId, outbox, typingIn, subscribe } = context
  const path = '/realtime/conversations/{conversationId}'
  const params = { path: { conversationId: id } }
  const read = () => found(client.GET(path, { params }))
  const message = (messageId: string) => context.message(id, messageId)
  let typedAt = Number.NEGATIVE_INFINITY
  let windows = 0

  return Object.freeze<ConversationRef>({
    id,
    message,
    participant: (user) => context.participant(id, typeof user === 'object' ? user.id : user),
    async get() {
      const wire = await read()
      return wire && snapshotOf(conversationKind, wire)
    },
    set: (changes) => done(client.PUT(path, { params, body: ownSettings(changes) })),
    createIfNotExists: (body = {}) => done(client.POST(path, { params, body })),
    markAsRead: () => done(client.POST(`${path}/read`, { params })),
    markAsUnread: () => done(client.POST(`${path}/unread`, { params })),
    async markAsTyping() {
      const now = clock.now()
      if (now - typedAt < typingInterval) return
      typedAt = now
      // In turn with messages, so that a message that is sent during the call ends the typing. If one of them waits for
      // a connection, typing is not sent.
      await outbox.inTurn(id, async () => {
        if (clock.now() - now < typingInterval)
          await done(client.POST(`${path}/typing`, { params }))
      })
    },
    async send(sent) {
      // Sending ends the typing.
      typedAt = Number.NEGATIVE_INFINITY
      return message(await outbox.send(id, typeof sent === 'string' ? { text: sent } : sent))
    },
    resend: async (messageId) => message(await outbox.resend(messageId)),
    discard: (messageId) => outbox.discard(id, messageId),
    subscribe: (listener) =>
      subscribe(
        `conversation ${id}`,
        () =>
          singleResource(conversationKind, id, read, (state, event) =>
            applyToConversation(state, event, userId),
          ),
        listener,
      ),
    subscribeMessages: (listener) =>
      subscribe(`messages ${id}\n`, () => messages(context, id), listener),
    subscribeMessagesAround: (messageId, listener) => {
      windows += 1
      return subscribe(
        `messages ${id}\n${windows}`,
        () => messages(context, id, messageId),
        listener,
      )
    },
    subscribeParticipants: (listener) =>
      subscribe(`participants ${id}`, () => participants(context, id), listener),
    subscribeTyping: (listener) =>
      subscribe(
        `typing ${id}\n`,
        (): Resource<object, TypingSnapshot | null> => ({
          conversationId: id,
          // Only one thing matters: whether the user is in the conversation.
          get: async () => ({ state: context.listed(id)[0] ?? (await read()) }),
          apply(state, event) {
            const hasAccess = accessAfter(event, userId)
            return hasAccess === undefined ? state : hasAccess ? params : null
          },
          userIds: () => typingIn(id),
          snapshot: (_, users) => typingSnapshot(typingIn(id), users),
        }),
        listener,
      ),
  })
}
