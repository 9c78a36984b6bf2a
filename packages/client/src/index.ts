export type { paths } from '@openparley/spec/types'
export { type Client, type ClientOptions, createClient, type TokenFetcher } from './client.ts'
export type { Clock } from './clock.ts'
export { ConnectionError, type ConnectionReason } from './connection/connection-error.ts'
export type { ConnectionState } from './connection/stream.ts'
export type {
  ActionButtonNode,
  ActionLinkNode,
  AudioBlock,
  AudioFileMetadata,
  AutoLinkNode,
  BulletListNode,
  BulletPointNode,
  CodeSpanNode,
  ContentBlock,
  CustomEmojiNode,
  FileBlock,
  FileToken,
  GenericFileBlock,
  GenericFileMetadata,
  ImageBlock,
  ImageFileMetadata,
  LinkNode,
  LocationBlock,
  MarkupNode,
  MentionNode,
  SendContentBlock,
  SendFileBlock,
  TextBlock,
  TextNode,
  VideoBlock,
  VideoFileMetadata,
  VoiceBlock,
  VoiceRecordingFileMetadata,
} from './content.ts'
export type { Subscription } from './emitter.ts'
export type { CallParams, Middleware, MiddlewareContext } from './middleware.ts'
export {
  createOperatorClient,
  type OperatorClient,
  type OperatorClientOptions,
} from './operator.ts'
export { type PageQuery, pages } from './pages.ts'
export { ProblemError, unwrap, unwrapOrNull } from './problem.ts'
export type { ConversationRef } from './session/conversation-ref.ts'
export type {
  CompoundFilter,
  ConversationFilter,
  CustomFilter,
  MessageFilter,
  NumberFilter,
  SimpleConversationFilter,
  SimpleMessageFilter,
  StringFilter,
} from './session/filters.ts'
export type { MessageRef } from './session/message-ref.ts'
export type {
  CreateConversationParams,
  CreateParticipantParams,
  EditMessageParams,
  EditTextMessageParams,
  SendMessageParams,
  SendTextMessageParams,
  SetConversationParams,
  SetParticipantParams,
  TextMention,
} from './session/params.ts'
export type { ParticipantRef } from './session/participant-ref.ts'
export type { ReactionRef, ReactionsRef } from './session/reactions-ref.ts'
export type {
  ConversationSearch,
  ConversationSearchFilters,
  ConversationSearchState,
  MessageSearch,
  MessageSearchFilters,
  MessageSearchState,
  SearchMessageSnapshot,
  SearchOptions,
} from './session/search-types.ts'
export {
  createSession,
  type Session,
  type SessionConnection,
  type SessionOptions,
} from './session/session.ts'
export type {
  ConversationActiveState,
  ConversationListActiveState,
  ConversationListOptions,
  ConversationListSubscription,
  ConversationSubscription,
  FewTypingSnapshot,
  ManyTypingSnapshot,
  MessageActiveState,
  MessageSubscription,
  MessageWindowActiveState,
  MessageWindowSubscription,
  ParticipantActiveState,
  ParticipantSnapshot,
  ParticipantSubscription,
  PermissionsActiveState,
  PermissionsSnapshot,
  PermissionsSubscription,
  ReactionsActiveState,
  ReactionsSubscription,
  SingleParticipantActiveState,
  SingleParticipantSubscription,
  SingleReactionSnapshot,
  TypingActiveState,
  TypingSnapshot,
  TypingSubscription,
  UnreadsActiveState,
  UnreadsSnapshot,
  UnreadsSubscription,
  UserActiveState,
  UserOnlineActiveState,
  UserOnlineSnapshot,
  UserOnlineSubscription,
  UserSubscription,
} from './session/subscription-types.ts'
export {
  getTalkSession,
  registerPolyfills,
  type TalkSession,
  type TalkSessionOptions,
} from './session/talk-session.ts'
export type { UploadOptions, Uploads } from './session/upload-types.ts'
export type { CreateUserParams, SetUserParams } from './session/user-params.ts'
export type { UserRef } from './session/user-ref.ts'
export type { ConversationSnapshot } from './state/conversation-snapshot.ts'
export type {
  ErrorState,
  LiveSubscription,
  PendingState,
  SlidingSubscription,
  UnsubscribedState,
  WindowSubscription,
} from './state/live-subscription.ts'
export type {
  MaskedKind,
  MessageSnapshot,
  ReactionSnapshot,
  ReactionsSummarySnapshot,
  ReferencedMessageSnapshot,
} from './state/message-snapshot.ts'
export type { UserSnapshot } from './state/snapshots.ts'
