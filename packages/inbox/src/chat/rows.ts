import type { MessageSnapshot } from '@openparley/client'
import { daysBetween } from '../parts/time.ts'

/** A message, and the marks above it. */
export interface Row {
  message: MessageSnapshot
  /** Whether it is the first message of its day that is shown. */
  beginsDay: boolean
  /** Whether the messages from here on are new to the user. */
  beginsNew: boolean
  /** Whether the message before it has another sender, or was sent at another time. */
  beginsGroup: boolean
  endsGroup: boolean
}

/** Max milliseconds between two messages of a sender that are shown as a group. */
const groupGap = 5 * 60_000

export interface RowOptions {
  userId: string
  /** The time of the newest message that the user had read; undefined if nothing is new to them. */
  newAfter: number | undefined
  /** Whether there are no older messages. */
  loadedAll: boolean
}

/**
 * The messages in the order of reading. The beginning of the new messages is only known if an older message, or the
 * whole list, is loaded.
 */
export function rowsOf(
  newestFirst: readonly MessageSnapshot[],
  { userId, newAfter, loadedAll }: RowOptions,
): Row[] {
  const rows: Row[] = []
  let hasNew = false
  for (let index = newestFirst.length - 1; index >= 0; index -= 1) {
    const message = newestFirst[index] as MessageSnapshot
    const before = rows.at(-1)
    const beginsDay = !before || daysBetween(before.message.createdAt, message.createdAt) !== 0
    const isNew =
      newAfter !== undefined && message.createdAt > newAfter && message.sender?.id !== userId
    const beginsNew = isNew && !hasNew && (before !== undefined || loadedAll)
    hasNew ||= isNew
    const beginsGroup = beginsDay || beginsNew || !before || !standTogether(before.message, message)
    if (before) before.endsGroup = beginsGroup
    rows.push({ message, beginsDay, beginsNew, beginsGroup, endsGroup: true })
  }
  return rows
}

const standTogether = (one: MessageSnapshot, next: MessageSnapshot): boolean =>
  one.type === next.type &&
  one.sender?.id === next.sender?.id &&
  next.createdAt - one.createdAt < groupGap
