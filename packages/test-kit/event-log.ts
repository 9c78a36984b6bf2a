import type { NewEvent } from '../server/src/model/event.ts'
import { blankContent, type MessageRecord, messageOf } from '../server/src/model/message.ts'
import { openEngine } from '../server/src/store/open-engine.ts'
import { openStore, type Store } from '../server/src/store/store.ts'
import { type Cursor, type LogEntry, logStart } from '../server/src/store/tables/events.ts'

/** Runs `work` on the database of the URL. Servers may be running on it. */
export async function withStore<T>(url: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(await openEngine(url))
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** An event, and the users who may see it. */
export interface SeenEntry extends LogEntry {
  seenBy: ReadonlySet<string>
}

/** The whole log, in its order. The readers of an entry are computed from the beginning of the log. */
export async function wholeLog({ read }: Store): Promise<SeenEntry[]> {
  const entries: SeenEntry[] = []
  const open = new Map<string, ReadonlySet<string>>()
  let at: Cursor = logStart
  for (;;) {
    const page = await read.events.readAfter(at, 1000)
    for (const entry of page) {
      const { appId, conversationId, opens = [], closes } = entry
      const key = JSON.stringify([appId, conversationId])
      const before = open.get(key) ?? new Set()
      const seenBy = opens.length > 0 ? new Set([...before, ...opens]) : before
      entries.push({ ...entry, seenBy })
      if (closes === 'everyone') open.delete(key)
      else if (closes) open.set(key, new Set([...seenBy].filter((id) => !closes.includes(id))))
      else open.set(key, seenBy)
    }
    at = page.at(-1) ?? at
    if (page.length < 1000) return entries
  }
}

export const isVisible = ({ userId: only, seenBy }: SeenEntry, userId: string) =>
  only === null ? seenBy.has(userId) : only === userId

/** Appends messages to the log for each audience, as if they were sent in a conversation of those users. */
export async function fillLog(
  { write }: Store,
  audiences: string[][],
  text = 'Hello',
): Promise<void> {
  const opened = new Set<string>()
  const news = audiences.map((audience, number): NewEvent => {
    const id = `msg_${`${number}`.padStart(22, '0')}`
    const conversationId = `filled_${audience.join('_')}`
    const message = messageOf({ ...record, id, conversationId, seq: number + 1 }, [])
    const isFirst = opened.size < opened.add(conversationId).size
    return {
      type: 'message.created',
      subject: { conversationId },
      ...(isFirst && { opens: audience }),
      data: {
        message: { ...message, text, referencedMessage: null, reactedBy: [] },
        mentions: [],
        idempotencyKey: null,
        everyoneReadUntil: null,
      },
    }
  })
  // One long transaction would delay the logs of all databases of a PostgreSQL server.
  for (let at = 0; at < news.length; at += 500)
    await write(['log'], ({ events }) => events.append('shop', 0, ...news.slice(at, at + 500)))
}

const record: Omit<MessageRecord, 'conversationId'> = {
  id: '',
  seq: 0,
  senderId: 'somebody',
  createdAt: 0,
  content: blankContent,
}

/** An event of the conversation `order` with `size` characters of custom data. */
export const conversationUpdated = (size: number) => ({
  type: 'conversation.updated' as const,
  subject: { conversationId: 'order' },
  data: {
    conversation: {
      ...{ id: 'order', subject: null, photoUrl: null, welcomeMessages: [], createdAt: 1 },
      custom: { large: 'x'.repeat(size) },
    },
  },
})
