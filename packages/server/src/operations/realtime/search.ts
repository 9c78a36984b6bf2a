import type { ConversationAttributes } from '../../model/conversation.ts'
import { invalid } from '../../model/error.ts'
import { type Filter, intervalOf, orderFields } from '../../model/filter.ts'
import { messageWords } from '../../model/message.ts'
import { hasAccess } from '../../model/participant.ts'
import { hasWords, queryWords, wordsOf } from '../../model/words.ts'
import { endOfList } from '../../store/list-reads.ts'
import type { ReadTx } from '../../store/store.ts'
import type { FoundMessage } from '../../store/tables/message-words.ts'
import type { ListedUserConversation } from '../../store/tables/user-conversations.ts'
import type { Position } from '../conversation-pieces.ts'
import type { Handler } from '../operation.ts'
import { conversationSnapshots, isActive } from './conversation-snapshots.ts'
import { readSearchPiece, type SearchPosition } from './message-search.ts'
import { messageSnapshots } from './message-snapshots.ts'
import { listWithMore, ownConversationKey, readOwnConversations } from './own-lists.ts'
import { withParticipants } from './participant-snapshots.ts'
import { type CallContext, type Viewer, viewerOf } from './permissions.ts'

export const searchMessages: Handler<'searchMessages'> = async ({ query }, context) => {
  const { query: text = '', limit = 3, startingAfter, filter, participants } = query
  const words = queryWords(text)
  type Start = SearchPosition | undefined
  return listWithMore(context, { limit, filter }, async (tx, position: Start, rows) => {
    if (words.length === 0) return endOfList
    const viewer = await viewerOf(tx, context)
    const { appId } = viewer
    const after = position ? undefined : await lastMessage(tx, context, startingAfter)
    const conversations = (from: Position | undefined, count: number) => {
      const page = { ...mostActiveFirst, within: withinOf(filter), limit: count }
      return readOwnConversations(tx, viewer, page, filter, from)
    }
    const search = { appId, words, limit: limit + 1, after, conversations }
    const { items, ...piece } = await readSearchPiece(tx, search, position, rows)
    return { ...piece, items: await foundMessages(tx, viewer, items, words, participants) }
  })
}

export const searchConversations: Handler<'searchConversations'> = async ({ query }, context) => {
  const { query: text = '', limit = 3, startingAfter, filter, participants } = query
  const words = queryWords(text)
  const accepts = ({ attributes }: ListedUserConversation) =>
    hasWords(wordsOf(searchedText(attributes)), words)
  type Start = Position | undefined
  return listWithMore(context, { limit, filter }, async (tx, position: Start, rows) => {
    if (words.length === 0) return endOfList
    const after = position
      ? undefined
      : await ownConversationKey(tx, context, mostActiveFirst, startingAfter)
    const page = { ...mostActiveFirst, after, within: withinOf(filter), limit: rows }
    const viewer = await viewerOf(tx, context)
    const piece = await readOwnConversations(tx, viewer, page, filter, position, accepts)
    const { found, ...rest } = piece
    const items = await conversationSnapshots(tx, viewer, found.filter(isActive))
    return { ...rest, items: await withParticipants(tx, viewer.appId, items, participants) }
  })
}

const searchedText = ({ subject, custom }: ConversationAttributes): string =>
  `${subject ?? ''} ${custom.search ?? ''}`

const mostActiveFirst = { orderBy: 'lastActivity', direction: 'DESC' } as const

const withinOf = (filter: Filter | undefined) =>
  filter && intervalOf(filter, orderFields.lastActivity)

/** The message that the caller's list starts after, if there is one. */
async function lastMessage(
  tx: ReadTx,
  { app, caller }: CallContext,
  id: string | undefined,
): Promise<FoundMessage | undefined> {
  if (!id) return undefined
  for (const message of await tx.messages.withId(app.id, id)) {
    const own = await tx.participants.get(app.id, message.conversationId, caller.userId)
    if (own && hasAccess(own)) return message
  }
  throw invalid('startingAfter', 'There is no such message in the conversations of this user.')
}

/**
 * Returns the messages with their conversations, in the given order. Messages that no longer exist or no longer match
 * are left out.
 */
async function foundMessages(
  tx: ReadTx,
  viewer: Viewer,
  places: FoundMessage[],
  words: string[],
  participants: number | undefined,
) {
  const { appId, userId, mask } = viewer
  if (places.length === 0) return []
  const records = await Promise.all(places.map((place) => tx.messages.withSeq(appId, place)))
  const found = records.flatMap((one) =>
    one && hasWords(messageWords(one.content), words) ? [one] : [],
  )
  const ids = new Set(found.map(({ conversationId }) => conversationId))
  const listed = await tx.userConversations.listByIds(appId, userId, [...ids])
  const snapshots = await conversationSnapshots(tx, viewer, listed.filter(isActive))
  const whole = await withParticipants(tx, appId, snapshots, participants)
  const conversations = new Map(whole.map((one) => [one.id, one]))
  const messages = await messageSnapshots(tx, viewer, found)
  return messages.flatMap((message) => {
    const conversation = conversations.get(message.conversationId)
    // The index contains hidden text too, and nobody may find a message by text that is hidden from them.
    const isSeen = !mask || hasWords(wordsOf(message.plaintext), words)
    return conversation && isSeen ? [{ ...message, conversation }] : []
  })
}
