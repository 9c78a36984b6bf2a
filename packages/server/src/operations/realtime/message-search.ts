import { hasAccess } from '../../model/participant.ts'
import type { Piece } from '../../store/list-reads.ts'
import type { ReadTx } from '../../store/store.ts'
import type { FoundMessage, SearchCell } from '../../store/tables/message-words.ts'
import type { ListedUserConversation } from '../../store/tables/user-conversations.ts'
import type { ConversationPiece, Position } from '../conversation-pieces.ts'

export interface MessageSearch {
  appId: string
  /** The words that a message must have. */
  words: string[]
  /** Max messages to find. */
  limit: number
  /** Finds older messages than this message. */
  after: FoundMessage | undefined
  /** Reads the user's conversations, the most recently active first. */
  conversations: (
    position: Position | undefined,
    rows: number,
  ) => Promise<ConversationPiece<ListedUserConversation>>
}

/** The progress of a search. */
export interface SearchPosition {
  after: FoundMessage | undefined
  /** Where the conversations continue, unless all were read, and the time of the newest message in them. */
  conversations: Position | undefined
  unreadAt: number
  /** The cells to be searched, the one with the newest message first. */
  cells: SearchCell[]
  /** Messages that were found, newest first. Cells that are not searched yet may have newer messages. */
  found: FoundMessage[]
}

/** The work of a first piece, as most searches need no other: the max number of conversations and cells that it reads. */
const firstSteps = 64
const conversationsAtOnce = 16
const maxCellsAtOnce = 32
/** Max characters that a piece reads before it starts its last cells. */
const maxSize = 32 * 1024

/** Compares messages by time, then by conversation and sequence number. */
const compare = (one: FoundMessage, other: FoundMessage): number =>
  one.createdAt - other.createdAt ||
  Number(one.conversationId > other.conversationId) -
    Number(one.conversationId < other.conversationId) ||
  one.seq - other.seq

/** Before all times. */
const never = -1

/**
 * Searches the cells of the user's conversations, the cells with the newest messages first, in max `rows` steps.
 * Returns the found messages that are newer than every message that it has not searched. A conversation's last activity
 * is never older than its messages. So the conversations are read in the order of their activity, and only as many as
 * needed.
 */
export async function readSearchPiece(
  tx: ReadTx,
  search: MessageSearch,
  position: SearchPosition | undefined,
  rows: number,
): Promise<Piece<FoundMessage, SearchPosition>> {
  const { appId, words, limit } = search
  const progress: SearchPosition = position ?? {
    after: search.after,
    conversations: undefined,
    unreadAt: Number.MAX_SAFE_INTEGER,
    cells: [],
    found: [],
  }
  let { conversations, unreadAt, cells } = progress
  const { after } = progress
  const found = [...progress.found]
  const steps = position ? rows : Math.max(rows, firstSteps)
  let read = 0
  let size = 0
  // Often the first conversations have enough results.
  let cellsAtOnce = position ? maxCellsAtOnce : 1
  /** The time of the newest message that an unread part may contain. */
  const bound = () => Math.max(unreadAt, cells[0]?.newestAt ?? never)
  const isDue = ({ createdAt }: FoundMessage) => createdAt > bound()
  while (bound() !== never && read < steps && size < maxSize) {
    const last = found[limit - 1]
    if (last && isDue(last)) break
    if (unreadAt >= (cells[0]?.newestAt ?? never)) {
      const piece = await search.conversations(
        conversations,
        Math.min(conversationsAtOnce * (position ? 2 : 1), steps),
      )
      conversations = piece.next
      unreadAt = piece.next ? timeOf(piece.next) : never
      read += Math.max(piece.rows, 1)
      size += piece.size
      const active = piece.found.filter(({ own }) => hasAccess(own))
      const times = active.map((one) => [one.attributes.id, one.lastActivity] as const)
      const more = await tx.messageWords.cells(appId, new Map(times))
      cells = [...cells, ...more.filter(({ oldestAt }) => !after || oldestAt <= after.createdAt)]
      cells.sort((one, other) => other.newestAt - one.newestAt)
      continue
    }
    const isNext = ({ newestAt }: SearchCell) => newestAt > unreadAt
    const some = cells.slice(0, Math.min(cellsAtOnce, steps - read)).filter(isNext)
    cells = cells.slice(some.length)
    cellsAtOnce = Math.min(cellsAtOnce * 2, maxCellsAtOnce)
    const results = await Promise.all(some.map((cell) => tx.messageWords.find(appId, cell, words)))
    read += some.length
    for (const result of results) {
      size += result.size
      found.push(...result.found.filter((one) => !after || compare(one, after) < 0))
    }
    found.sort((one, other) => compare(other, one))
  }
  const due = found.filter(isDue).slice(0, limit)
  const rest = found.slice(due.length)
  const isOver = bound() === never && rest.length === 0
  return {
    items: due,
    rows: read,
    size,
    next: isOver ? undefined : { after, conversations, unreadAt, cells, found: rest },
  }
}

const timeOf = (position: Position): number =>
  Array.isArray(position) ? (position[0]?.time ?? never) : position.time
