import type { components } from '@openparley/spec/types'
import type { ConversationSnapshot } from '../state/conversation-snapshot.ts'
import type {
  LiveSubscription,
  SlidingSubscription,
  WindowSubscription,
} from '../state/live-subscription.ts'
import type { MessageSnapshot } from '../state/message-snapshot.ts'
import type { UserSnapshot } from '../state/snapshots.ts'
import type { ConversationFilter } from './filters.ts'

/** A user, and whether they are online. */
export interface UserOnlineSnapshot {
  readonly user: UserSnapshot
  /** Whether the user has a session that is connected. */
  readonly isConnected: boolean
}

/** A participant of a conversation at one moment. It is frozen: a later change creates another snapshot. */
export interface ParticipantSnapshot {
  readonly user: UserSnapshot
  readonly access: 'ReadWrite' | 'Read'
  readonly notify: boolean | 'MentionsOnly'
  /** When the user last joined the conversation, in Unix milliseconds. */
  readonly joinedAt: number
}

/** A user who reacted to a message with an emoji. It is frozen. */
export interface SingleReactionSnapshot {
  readonly user: UserSnapshot
  /** When they reacted, in Unix milliseconds. */
  readonly createdAt: number
}

/** At most five users are typing, or nobody. */
export interface FewTypingSnapshot {
  readonly many: false
  readonly users: UserSnapshot[]
}

/** More than five users are typing. */
export interface ManyTypingSnapshot {
  readonly many: true
}

/** Who is typing in a conversation, without the session's user. */
export type TypingSnapshot = FewTypingSnapshot | ManyTypingSnapshot

/** The unread counts of the user, over all their conversations. Only in Parley. */
export interface UnreadsSnapshot {
  readonly unreadConversationCount: number
  readonly unreadMessageCount: number
  /** Messages that mention the user. */
  readonly unreadMentionCount: number
}

/** The permissions of the user, from their role and the settings of the app. Only in Parley. */
export interface PermissionsSnapshot extends Readonly<components['schemas']['OwnPermissions']> {}

interface Active<Snapshot> {
  readonly type: 'active'
  readonly latestSnapshot: Snapshot
}

interface WindowActive<Snapshot> extends Active<Snapshot> {
  /** Whether the window has all items of the list. */
  readonly loadedAll: boolean
}

// In all of them, null means that the resource does not exist or that the user is not in the conversation.
export interface UserActiveState extends Active<UserSnapshot | null> {}
export interface UserOnlineActiveState extends Active<UserOnlineSnapshot | null> {}
export interface ConversationActiveState extends Active<ConversationSnapshot | null> {}
export interface SingleParticipantActiveState extends Active<ParticipantSnapshot | null> {}
export interface TypingActiveState extends Active<TypingSnapshot | null> {}
export interface UnreadsActiveState extends Active<UnreadsSnapshot> {}
export interface PermissionsActiveState extends Active<PermissionsSnapshot> {}
export interface ConversationListActiveState extends WindowActive<ConversationSnapshot[]> {}
export interface MessageActiveState extends WindowActive<MessageSnapshot[] | null> {}
export interface MessageWindowActiveState extends MessageActiveState {
  /** Whether the window has the newest message. */
  readonly loadedNewest: boolean
}
export interface ParticipantActiveState extends WindowActive<ParticipantSnapshot[] | null> {}
export interface ReactionsActiveState extends WindowActive<SingleReactionSnapshot[] | null> {}

/** Which conversations a list has, and what is loaded with them. */
export interface ConversationListOptions {
  filter?: ConversationFilter | undefined
  /**
   * Only in Parley: whether the request for the list also gets the participants of its conversations. While the list is
   * subscribed to, `subscribeParticipants` of one of its conversations needs no request. Default: false.
   */
  withParticipants?: boolean
}

export interface UserSubscription extends LiveSubscription<UserActiveState> {}
export interface UserOnlineSubscription extends LiveSubscription<UserOnlineActiveState> {}
export interface ConversationSubscription extends LiveSubscription<ConversationActiveState> {}
export interface SingleParticipantSubscription
  extends LiveSubscription<SingleParticipantActiveState> {}
export interface TypingSubscription extends LiveSubscription<TypingActiveState> {}
export interface UnreadsSubscription extends LiveSubscription<UnreadsActiveState> {}
export interface PermissionsSubscription extends LiveSubscription<PermissionsActiveState> {}
export interface ConversationListSubscription
  extends WindowSubscription<ConversationListActiveState> {}
export interface MessageSubscription extends WindowSubscription<MessageActiveState> {}
export interface MessageWindowSubscription extends SlidingSubscription<MessageWindowActiveState> {}
export interface ParticipantSubscription extends WindowSubscription<ParticipantActiveState> {}
export interface ReactionsSubscription extends WindowSubscription<ReactionsActiveState> {}
