import { type Filter, matches } from '../model/filter.ts'
import type { Piece } from '../store/list-reads.ts'
import type { Candidate } from '../store/tables/candidates.ts'
import {
  boundsOf,
  type ConversationPage,
  combinedFilter,
  keyOf,
  type ListedConversation,
  orderTime,
} from '../store/tables/conversation-page.ts'
import { compareKeys, isWithin, type Key } from '../store/tables/keyset-page.ts'

/** Where the next piece of a list begins: after a key of its order, or at the remaining candidates, in its order. */
export type Position = Key | Key[]

/** Functions and conditions to read a list of conversations. */
export interface ConversationSource<Listed extends ListedConversation> {
  page: (page: ConversationPage) => Promise<Listed[]>
  /** Conversations that can match the filter, if they are few. */
  candidates: (filter: Filter) => Promise<Candidate[] | undefined>
  byIds: (ids: string[]) => Promise<Listed[]>
  /** Whether a conversation of `page` belongs in the list, in addition to the times of the page and the filter. */
  accepts?: (item: Listed) => boolean
}

/** A piece of a list of conversations, before conversion to items of a response. */
export interface ConversationPiece<Listed> extends Omit<Piece<never, Position>, 'items'> {
  found: Listed[]
}

/**
 * Reads a piece of a list of conversations by its order. If the page is incomplete after the first piece, and an index
 * shows that few conversations can match the filter, the list continues with only these conversations.
 */
export async function readPiece<Listed extends ListedConversation>(
  { page: readPage, candidates, byIds, accepts = () => true }: ConversationSource<Listed>,
  page: ConversationPage,
  filter: Filter | undefined,
  position: Position | undefined,
): Promise<ConversationPiece<Listed>> {
  const belongs = combinedFilter<Listed>(
    page,
    (item) => accepts(item) && (!filter || matches(filter, item)),
  )
  const ofCandidates = async (keys: Key[]) => {
    const chosen = keys.slice(0, page.limit)
    const read = await byIds(chosen.map(({ id }) => id))
    const byId = new Map(read.map((item) => [item.attributes.id, item]))
    const inOrder = chosen.flatMap(({ id }) => byId.get(id) ?? [])
    const rest = keys.slice(page.limit)
    return pieceOf(read, inOrder.filter(belongs), rest.length > 0 ? rest : undefined)
  }
  if (Array.isArray(position)) return ofCandidates(position)
  const read = await readPage(position ? { ...page, after: position } : page)
  const last = read.at(-1)
  const next = last && read.length === page.limit ? keyOf(page, last) : undefined
  const piece = pieceOf(read, read.filter(belongs), next)
  if (!filter || !next || position || piece.found.length === page.limit) return piece
  const few = await candidates(filter)
  return few ? ofCandidates(keysOf(few, page)) : piece
}

/** The keys of the candidates within the bounds of the page, in its order. */
function keysOf(candidates: Candidate[], page: ConversationPage): Key[] {
  const bounds = boundsOf(page)
  const sign = page.direction === 'ASC' ? 1 : -1
  return candidates
    .map((one) => ({ time: orderTime(page.orderBy, one), id: one.id }))
    .filter((key) => isWithin(key, bounds))
    .sort((one, other) => sign * compareKeys(one, other))
}

const pieceOf = <Listed extends ListedConversation>(
  read: Listed[],
  found: Listed[],
  next: Position | undefined,
): ConversationPiece<Listed> => ({
  found,
  rows: read.length,
  size: read.reduce((sum, { size }) => sum + size, 0),
  next,
})
