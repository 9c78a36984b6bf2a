import { maskedConversation } from '../../model/contacts/masked-message.ts'
import { invalid, invalidRequest } from '../../model/error.ts'
import { type Filter, filterFaults } from '../../model/filter.ts'
import type { ReadPiece } from '../../store/list-reads.ts'
import type { ReadTx, Store } from '../../store/store.ts'
import { type ConversationPage, keyOf } from '../../store/tables/conversation-page.ts'
import type { Key } from '../../store/tables/keyset-page.ts'
import type { ListedUserConversation } from '../../store/tables/user-conversations.ts'
import { type ConversationPiece, type Position, readPiece } from '../conversation-pieces.ts'
import { isActive } from './conversation-snapshots.ts'
import type { CallContext, Viewer } from './permissions.ts'

/** Returns the first `limit` items of a list of the app, and whether there are more. Refuses a filter with faults. */
export async function listWithMore<Item extends { id: string }, Start>(
  { app, store }: CallContext & { store: Store },
  { limit, filter }: { limit: number; filter?: Filter | undefined },
  read: ReadPiece<ReadTx, Item, Start>,
): Promise<{ data: Item[]; hasMore: boolean }> {
  const faults = filterFaults(filter)
  if (faults.length > 0) throw invalidRequest(faults)
  const data = await store.list(app.id, limit + 1, read)
  return { data: data.slice(0, limit), hasMore: data.length > limit }
}

/**
 * Reads a piece of the viewer's conversations to which they have access. A filter cannot reveal what is hidden from
 * them.
 */
export function readOwnConversations(
  tx: ReadTx,
  { appId, userId, mask }: Viewer,
  page: ConversationPage,
  filter: Filter | undefined,
  position: Position | undefined,
  accepts: (listed: ListedUserConversation) => boolean = () => true,
): Promise<ConversationPiece<ListedUserConversation>> {
  const seen = async (read: Promise<ListedUserConversation[]>) => {
    const found = await read
    return mask
      ? found.map((one) => ({ ...one, attributes: maskedConversation(one.attributes, mask) }))
      : found
  }
  return readPiece(
    {
      page: (some) => seen(tx.userConversations.list(appId, userId, { ...some, unread: false })),
      candidates: (filter) => tx.userConversations.candidates(appId, userId, filter),
      byIds: (ids) => seen(tx.userConversations.listByIds(appId, userId, ids)),
      accepts: (listed) => isActive(listed) && accepts(listed),
    },
    page,
    filter,
    position,
  )
}

/** The position of the caller's conversation that a list in the order starts after, if there is one. */
export async function ownConversationKey(
  tx: ReadTx,
  { app, caller }: CallContext,
  order: Pick<ConversationPage, 'orderBy'>,
  id: string | undefined,
): Promise<Key | undefined> {
  if (!id) return undefined
  const [last] = await tx.userConversations.listByIds(app.id, caller.userId, [id])
  if (!last || !isActive(last))
    throw invalid('startingAfter', 'There is no such conversation of this user.')
  return keyOf(order, last)
}
