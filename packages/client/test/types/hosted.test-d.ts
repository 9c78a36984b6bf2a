import { describe, expectTypeOf, test } from 'vitest'
import type * as sdk from '../../src/index.ts'
import { getTalkSession, registerPolyfills } from '../../src/index.ts'

/** The parts of the hosted data SDK that this SDK lacks: translation needs a service of another company. */
type Missing = 'translate'

const options = { baseUrl: 'http://127.0.0.1:8080', appId: 'demo', userId: 'alice' }

/** One statement for each member of the hosted SDK. It is only compiled. */
async function everyMember() {
  registerPolyfills({ WebSocket: class {} })
  getTalkSession({ ...options, token: 'jwt' })
  getTalkSession({ ...options, tokenFetcher: () => 'jwt' })
  getTalkSession({ ...options, tokenFetcher: async () => 'jwt' })
  const session: sdk.TalkSession = getTalkSession(options)
  session.setToken('jwt')
  session.onNeedToken = () => session.setToken('jwt')
  session.onError((error) => error.message).unsubscribe()
  const appId: string = session.appId
  const me: sdk.UserRef = session.currentUser

  const user: sdk.UserRef = session.user('bob')
  const userId: string = user.id
  const userSnapshot: sdk.UserSnapshot | null = await user.get()
  await user.createIfNotExists({ name: 'Bob', email: 'a@b.example', phone: '+1' })
  await user.createIfNotExists({ name: 'Bob', email: ['a@b.example'], phone: ['+1'] })
  await user.createIfNotExists({ name: 'Bob', custom: { a: 'b' }, pushTokens: { 'fcm:a': true } })
  await user.set({ email: 'a@b.example', phone: '+1', photoUrl: null, welcomeMessage: null })
  await user.set({ email: null, phone: null, locale: null, role: null, custom: null })
  await user.set({ custom: { a: null, b: 'c' }, pushTokens: { 'fcm:a': null } })
  const users: sdk.UserSubscription = user.subscribe((snapshot) => snapshot?.name)
  user.subscribe().unsubscribe()
  if (users.state.type === 'active') users.state.latestSnapshot?.name.toUpperCase()
  if (users.state.type === 'error') users.state.error.message.toUpperCase()
  const connected: sdk.UserActiveState = await users.connected
  const terminated: sdk.UnsubscribedState | sdk.ErrorState = await users.terminated
  const online: sdk.UserOnlineSubscription = user.subscribeOnline()
  user.subscribeOnline((snapshot) => snapshot?.isConnected && snapshot.user.name)

  const conversation: sdk.ConversationRef = session.conversation('boots')
  const conversationSnapshot: sdk.ConversationSnapshot | null = await conversation.get()
  await conversation.createIfNotExists()
  await conversation.createIfNotExists({
    subject: 'Boots',
    welcomeMessages: ['Hi'],
    access: 'Read',
  })
  await conversation.set({ subject: null, photoUrl: null, welcomeMessages: null, custom: null })
  await conversation.set({ custom: { a: null }, access: null, notify: null })
  await conversation.set({ access: 'ReadWrite', notify: 'MentionsOnly' })
  await conversation.markAsRead()
  await conversation.markAsUnread()
  await conversation.markAsTyping()
  const message: sdk.MessageRef = await conversation.send('Hello')
  await conversation.send({ text: 'Hello', referencedMessage: message, custom: { a: 'b' } })
  await conversation.send({ text: 'Hello', referencedMessage: 'id' })
  await conversation.send({ content: [{ type: 'text', children: ['Hello'] }] })
  await conversation.send({ content: [{ type: 'location', latitude: 0, longitude: 0 }] })
  await conversation.send({ content: [{ type: 'file', fileToken: 'token' as sdk.FileToken }] })
  const file = new Blob(['Hello'])
  const dimensions = { width: 4, height: 3 }
  const token: sdk.FileToken = await session.uploadFile(file, { filename: 'a.pdf' })
  const others: sdk.FileToken[] = [
    await session.uploadImage(file, { filename: 'a.png', ...dimensions }),
    await session.uploadVideo(file, { filename: 'a.mp4', ...dimensions, duration: 2.5 }),
    await session.uploadAudio(file, { filename: 'a.mp3', duration: 2.5 }),
    await session.uploadVoice(file, { filename: 'a.webm', duration: 2.5 }),
  ]
  await conversation.send({ content: [{ type: 'file', fileToken: token }] })
  await message.edit({ content: [{ type: 'file', fileToken: token }] })
  const nested: ReturnType<sdk.ConversationRef['message']> = conversation.message('id')
  const participant: ReturnType<sdk.ConversationRef['participant']> =
    conversation.participant('bob')
  conversation.participant(user)
  const whole: sdk.ConversationSubscription = conversation.subscribe()
  conversation.subscribe((snapshot) => snapshot?.lastMessage?.sender?.name)
  const messages: sdk.MessageSubscription = conversation.subscribeMessages()
  conversation.subscribeMessages((snapshot, loadedAll) => loadedAll || snapshot?.length)
  await messages.loadMore()
  await messages.loadMore(100)
  if (messages.state.type === 'active') messages.state.loadedAll.valueOf()
  const participants: sdk.ParticipantSubscription = conversation.subscribeParticipants()
  conversation.subscribeParticipants((snapshot, loadedAll) => loadedAll || snapshot?.[0]?.user)
  await participants.loadMore(50)
  const typing: sdk.TypingSubscription = conversation.subscribeTyping()
  conversation.subscribeTyping((snapshot) => (snapshot?.many ? [] : snapshot?.users))

  const ids: string[] = [message.id, message.conversationId]
  const messageSnapshot: sdk.MessageSnapshot | null = await message.get()
  await message.edit('Hi')
  await message.edit({ text: 'Hi', custom: { a: null } })
  await message.edit({ content: [{ type: 'text', children: ['Hi'] }], custom: null })
  await message.delete()

  const heart: sdk.ReactionsRef = message.reactions('❤️')
  const sameHeart: sdk.ReactionRef = message.reaction('❤️')
  ids.push(heart.emoji, heart.messageId, sameHeart.conversationId)
  await heart.add()
  await heart.remove()
  const firstReactions: sdk.SingleReactionSnapshot[] | null = await heart.getFirstReactions()
  const reactions: sdk.ReactionsSubscription = heart.subscribe()
  heart.subscribe((snapshot, loadedAll) => loadedAll || snapshot?.[0]?.createdAt.toFixed())
  await reactions.loadMore()
  await reactions.loadMore(100)
  const summary: sdk.ReactionsSummarySnapshot | undefined = messageSnapshot?.reactions[0]

  ids.push(participant.userId, participant.conversationId)
  const participantSnapshot: sdk.ParticipantSnapshot | null = await participant.get()
  await participant.set({ access: 'Read', notify: false })
  await participant.edit({ access: null, notify: null })
  await participant.createIfNotExists()
  await participant.createIfNotExists({ access: 'ReadWrite', notify: true })
  await participant.delete()
  const single: sdk.SingleParticipantSubscription = participant.subscribe()
  participant.subscribe((snapshot) => snapshot?.joinedAt.toFixed())

  const conversations: sdk.ConversationListSubscription = session.subscribeConversations()
  session.subscribeConversations((snapshot, loadedAll) => loadedAll || snapshot[0]?.readUntil)
  session.subscribeConversations({}, (snapshot) => snapshot[0]?.everyoneReadUntil)
  session.subscribeConversations({ filter: { hasMessages: true, access: ['==', 'Read'] } })
  session.subscribeConversations({ filter: ['any', [{ custom: { a: 'exists' } }]] })
  await conversations.loadMore(30)
  const messageSearch: sdk.MessageSearch = session.searchMessages()
  session.searchMessages((results, status) => status === 'searching' || results[0]?.message.id)
  const found: sdk.MessageSearchState = await messageSearch.setQuery('boots')
  await messageSearch.setQuery('boots', { conversation: { isUnread: true } })
  await messageSearch.loadMore(50)
  const conversationSearch: sdk.ConversationSearch = session.searchConversations()
  session.searchConversations((results, status) => status === 'loadedAll' || results[0]?.id)
  const foundToo: sdk.ConversationSearchState = await conversationSearch.setQuery('boots', {})
  await conversationSearch.loadMore()
  return [
    others,
    ...[appId, me, userId, userSnapshot, connected, terminated, online, conversationSnapshot],
    ...[firstReactions, summary],
    ...[nested, whole, typing, messageSnapshot, participantSnapshot, single, found, foundToo],
  ]
}

/** Every type that the hosted SDK exports. A name that does not exist does not compile. */
type Types = {
  blocks: [
    sdk.AudioBlock,
    sdk.ContentBlock,
    sdk.FileBlock,
    sdk.GenericFileBlock,
    sdk.ImageBlock,
    sdk.LocationBlock,
    sdk.SendContentBlock,
    sdk.SendFileBlock,
    sdk.TextBlock,
    sdk.VideoBlock,
    sdk.VoiceBlock,
  ]
  nodes: [
    sdk.ActionButtonNode,
    sdk.ActionLinkNode,
    sdk.AutoLinkNode,
    sdk.BulletListNode,
    sdk.BulletPointNode,
    sdk.CodeSpanNode,
    sdk.CustomEmojiNode,
    sdk.LinkNode,
    sdk.MarkupNode,
    sdk.MentionNode,
    sdk.TextNode,
  ]
  files: [
    sdk.AudioFileMetadata,
    sdk.FileToken,
    sdk.GenericFileMetadata,
    sdk.ImageFileMetadata,
    sdk.VideoFileMetadata,
    sdk.VoiceRecordingFileMetadata,
  ]
  filters: [
    sdk.CompoundFilter<string>,
    sdk.ConversationFilter,
    sdk.CustomFilter,
    sdk.MessageFilter,
    sdk.NumberFilter,
    sdk.SimpleConversationFilter,
    sdk.SimpleMessageFilter,
    sdk.StringFilter,
  ]
  params: [
    sdk.CreateConversationParams,
    sdk.CreateParticipantParams,
    sdk.CreateUserParams,
    sdk.EditMessageParams,
    sdk.EditTextMessageParams,
    sdk.SendMessageParams,
    sdk.SendTextMessageParams,
    sdk.SetConversationParams,
    sdk.SetParticipantParams,
    sdk.SetUserParams,
    sdk.TalkSessionOptions,
  ]
  refs: [
    sdk.ConversationRef,
    sdk.MessageRef,
    sdk.ParticipantRef,
    sdk.ReactionRef,
    sdk.ReactionsRef,
    sdk.TalkSession,
    sdk.UserRef,
  ]
  searches: [
    sdk.ConversationSearch,
    sdk.ConversationSearchFilters,
    sdk.ConversationSearchState,
    sdk.MessageSearch,
    sdk.MessageSearchFilters,
    sdk.MessageSearchState,
    sdk.SearchMessageSnapshot,
  ]
  snapshots: [
    sdk.ConversationSnapshot,
    sdk.FewTypingSnapshot,
    sdk.ManyTypingSnapshot,
    sdk.MessageSnapshot,
    sdk.ParticipantSnapshot,
    sdk.ReactionSnapshot,
    sdk.ReactionsSummarySnapshot,
    sdk.ReferencedMessageSnapshot,
    sdk.SingleReactionSnapshot,
    sdk.TypingSnapshot,
    sdk.UserOnlineSnapshot,
    sdk.UserSnapshot,
  ]
  states: [
    sdk.ConversationActiveState,
    sdk.ConversationListActiveState,
    sdk.ErrorState,
    sdk.MessageActiveState,
    sdk.ParticipantActiveState,
    sdk.PendingState,
    sdk.ReactionsActiveState,
    sdk.SingleParticipantActiveState,
    sdk.TypingActiveState,
    sdk.UnsubscribedState,
    sdk.UserActiveState,
    sdk.UserOnlineActiveState,
  ]
  subscriptions: [
    sdk.ConversationListSubscription,
    sdk.ConversationSubscription,
    sdk.MessageSubscription,
    sdk.ParticipantSubscription,
    sdk.ReactionsSubscription,
    sdk.SingleParticipantSubscription,
    sdk.Subscription,
    sdk.TypingSubscription,
    sdk.UserOnlineSubscription,
    sdk.UserSubscription,
  ]
}

describe('the hosted SDK', () => {
  test('has no member that the SDK lacks, except translation', () => {
    expectTypeOf<Missing & keyof sdk.MessageRef>().toBeNever()
  })

  test('has a statement for each of its members here', () => {
    expectTypeOf(everyMember).toBeFunction()
  })

  test('exports 95 types', () => {
    type Count<List extends unknown[]> = List['length']
    expectTypeOf<Count<Types['blocks']>>().toEqualTypeOf<11>()
    expectTypeOf<Count<Types['nodes']>>().toEqualTypeOf<11>()
    expectTypeOf<Count<Types['files']>>().toEqualTypeOf<6>()
    expectTypeOf<Count<Types['filters']>>().toEqualTypeOf<8>()
    expectTypeOf<Count<Types['params']>>().toEqualTypeOf<11>()
    expectTypeOf<Count<Types['refs']>>().toEqualTypeOf<7>()
    expectTypeOf<Count<Types['searches']>>().toEqualTypeOf<7>()
    expectTypeOf<Count<Types['snapshots']>>().toEqualTypeOf<12>()
    expectTypeOf<Count<Types['states']>>().toEqualTypeOf<12>()
    expectTypeOf<Count<Types['subscriptions']>>().toEqualTypeOf<10>()
  })
})
