import type { ConversationAttributes } from '../../model/conversation.ts'
import { invalid, invalidRequest } from '../../model/error.ts'
import { type Filter, filterFaults, intervalOf, orderFields } from '../../model/filter.ts'
import { messageWords } from '../../model/message.ts'
import { hasAccess } from '../../model/participant.ts'
import { hasWords, queryWords, wordsOf } from '../../model/words.ts'
import type { ReadTx } from '../../store/store.ts'
import { type ConversationPage, keyOf } from '../../store/tables/conversation-page.ts'
import type { Key } from '../../store/tables/keyset-page.ts'
import type { FoundMessage } from '../../store/tables/message-words.ts'
import type { ListedUserConversation } from '../../store/tables/user-conversations.ts'
import { type ConversationPiece, type Position, readPiece } from '../conversation-pieces.ts'
import type { Handler } from '../operation.ts'
import { conversationSnapshots, isActive } from './conversation-snapshots.ts'
import { readSearchPiece, type SearchPosition } from './message-search.ts'
import { messageSnapshots } from './message-snapshots.ts'
import type { Calling } from './permissions.ts'

const nothing = { data: [], hasMore: false }

export const searchMessages: Handler<'searchMessages'> = async ({ query }, context) => {
  const { app, store, caller } = context
  const { query: text = '', limit = 3, startingAfter, filter } = query
  const faults = filterFaults(filter)
  if (faults.length > 0) throw invalidRequest(faults)
  const words = queryWords(text)
  if (words.length === 0) return nothing
  const data = await store.list(
    app.id,
    limit + 1,
    async (tx, position: SearchPosition | undefined, rows) => {
      const after = position ? undefined : await lastMessage(tx, context, startingAfter)
      const conversations = (from: Position | undefined, count: number) =>
        readActive(tx, context, { filter, limit: count }, from)
      const search = { appId: app.id, words, limit: limit + 1, after, conversations }
      const { items, ...piece } = await readSearchPiece(tx, search, position, rows)
      return { ...piece, items: await foundMessages(tx, app.id, caller.userId, items, words) }
    },
  )
  return { data: data.slice(0, limit), hasMore: data.length > limit }
}

export const searchConversations: Handler<'searchConversations'> = async ({ query }, context) => {
  const { app, store } = context
  const { query: text = '', limit = 3, startingAfter, filter } = query
  const faults = filterFaults(filter)
  if (faults.length > 0) throw invalidRequest(faults)
  const words = queryWords(text)
  if (words.length === 0) return nothing
  const data = await store.list(
    app.id,
    limit + 1,
    async (tx, position: Position | undefined, rows) => {
      const after = position ? undefined : await lastConversation(tx, context, startingAfter)
      const accepts = ({ attributes }: ListedUserConversation) =>
        hasWords(wordsOf(searchedText(attributes)), words)
      const page = { filter, limit: rows, after, accepts }
      const { found, ...piece } = await readActive(tx, context, page, position)
      return { ...piece, items: await conversationSnapshots(tx, app.id, found.filter(isActive)) }
    },
  )
  return { data: data.slice(0, limit), hasMore: data.length > limit }
}

const searchedText = ({ subject, custom }: ConversationAttributes): string =>
  `${subject ?? ''} ${custom.search ?? ''}`

const mostActiveFirst = { orderBy: 'lastActivity', direction: 'DESC' } as const

interface ActivePage {
  filter: Filter | undefined
  limit: number
  after?: Key | undefined
  accepts?: (listed: ListedUserConversation) => boolean
}

/** Reads a piece of the list of the caller's conversations, the most recently active first. */
function readActive(
  tx: ReadTx,
  { app, caller: { userId } }: Calling,
  { filter, limit, after, accepts = () => true }: ActivePage,
  position: Position | undefined,
): Promise<ConversationPiece<ListedUserConversation>> {
  const source = {
    page: (page: ConversationPage) =>
      tx.userConversations.list(app.id, userId, { ...page, unread: false }),
    candidates: (filter: Filter) => tx.userConversations.candidates(app.id, userId, filter),
    byIds: (ids: string[]) => tx.userConversations.listByIds(app.id, userId, ids),
    accepts: (listed: ListedUserConversation) => isActive(listed) && accepts(listed),
  }
  const within = filter && intervalOf(filter, orderFields.lastActivity)
  return readPiece(source, { ...mostActiveFirst, after, within, limit }, filter, position)
}

/** The position of the conversation that the caller's list starts after, if there is one. */
async function lastConversation(
  tx: ReadTx,
  { app, caller }: Calling,
  id: string | undefined,
): Promise<Key | undefined> {
  if (!id) return undefined
  const [last] = await tx.userConversations.listByIds(app.id, caller.userId, [id])
  if (!last || !isActive(last))
    throw invalid('startingAfter', 'There is no such conversation of this user.')
  return keyOf(mostActiveFirst, last)
}

/** The message that the caller's list starts after, if there is one. */
async function lastMessage(
  tx: ReadTx,
  { app, caller }: Calling,
  id: string | undefined,
): Promise<FoundMessage | undefined> {
  if (!id) return undefined
  for (const message of await tx.messages.withId(app.id, id)) {
    const own = await tx.participants.get(app.id, message.conversationId, caller.userId)
    if (own && hasAccess(own)) return message
  }
  throw invalid('startingAfter', 'There is no such message in the conversations of this user.')
}

/** Returns the messages with their conversations, in the given order, without any that are no longer to be found. */
async function foundMessages(
  tx: ReadTx,
  appId: string,
  userId: string,
  places: FoundMessage[],
  words: string[],
) {
  if (places.length === 0) return []
  const records = await Promise.all(places.map((place) => tx.messages.withSeq(appId, place)))
  const found = records.flatMap((one) =>
    one && hasWords(messageWords(one.content), words) ? [one] : [],
  )
  const ids = new Set(found.map(({ conversationId }) => conversationId))
  const listed = await tx.userConversations.listByIds(appId, userId, [...ids])
  const snapshots = await conversationSnapshots(tx, appId, listed.filter(isActive))
  const conversations = new Map(snapshots.map((one) => [one.id, one]))
  const messages = await messageSnapshots(tx, appId, found)
  return messages.flatMap((message) => {
    const conversation = conversations.get(message.conversationId)
    return conversation ? [{ ...message, conversation }] : []
  })
}
