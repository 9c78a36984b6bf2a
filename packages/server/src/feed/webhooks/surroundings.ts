import { type MessageRecord, messageOf } from '../../model/message.ts'
import type { Conversation, Message, User } from '../../model/schema.ts'
import type { ReadTx } from '../../store/store.ts'
import { type DeletionEntry, isAfter, type LogEntry } from '../../store/tables/events.ts'
import { wholeConversation } from '../../store/whole-conversation.ts'

/**
 * Reads the objects that webhook events contain besides their subject, each object once. Create one instance for each
 * snapshot.
 */
export class Surroundings {
  readonly #tx: ReadTx
  readonly #conversations = new Map<string, Promise<Conversation | undefined>>()
  readonly #deletions = new Map<string, DeletionEntry>()
  readonly #users = new Map<string, Promise<User | undefined>>()

  constructor(tx: ReadTx) {
    this.#tx = tx
  }

  /** The conversation of an entry with the given time. If it was deleted: its last state. */
  async conversation(entry: LogEntry, createdAt: number): Promise<Conversation | undefined> {
    const { appId, conversationId } = entry
    if (conversationId === null) return undefined
    const key = JSON.stringify([appId, conversationId])
    const found = await known(this.#conversations, key, async () => {
      const record = await this.#tx.conversations.get(appId, conversationId)
      return record && wholeConversation(this.#tx, appId, record)
    })
    // A later conversation may have the same id.
    if (found && found.createdAt <= createdAt) return found
    const last = this.#deletions.get(key)
    // Between two deletions, there may be another conversation with the same id.
    if (last && isAfter(last, entry) && !isAfter(last.from, entry)) return last.conversation
    const deletion = await this.#tx.events.deletionAfter(entry)
    if (deletion) this.#deletions.set(key, deletion)
    return deletion?.conversation
  }

  /** Users are never deleted. */
  async user(appId: string, id: string): Promise<User> {
    const [user] = await this.users(appId, [id])
    return user as User
  }

  async users(appId: string, ids: string[]): Promise<User[]> {
    const missing = ids.filter((id) => !this.#users.has(JSON.stringify([appId, id])))
    if (missing.length > 0) {
      const found = this.#tx.users.getAll(appId, missing)
      for (const id of missing)
        this.#users.set(
          JSON.stringify([appId, id]),
          found.then((users) => users.get(id)),
        )
    }
    const users = await Promise.all(ids.map((id) => this.#users.get(JSON.stringify([appId, id]))))
    return users as User[]
  }

  /** The sender of a message; null for a system message. */
  async sender(appId: string, { senderId }: Pick<Message, 'senderId'>): Promise<User | null> {
    return senderId === null ? null : this.user(appId, senderId)
  }

  /** The newest message of others that a user has just read; undefined if there is none. */
  async newestRead(
    { appId, conversationId }: LogEntry,
    userId: string,
    range: { after: number; upTo: number },
  ): Promise<Message | undefined> {
    if (conversationId === null || range.after >= range.upTo) return undefined
    const message = await this.#tx.messages.newestOfOthers(appId, conversationId, userId, range)
    return message && this.#withReaders(appId, message)
  }

  /** A message of the entry's conversation; undefined if it no longer exists. */
  async message({ appId, conversationId }: LogEntry, id: string): Promise<Message | undefined> {
    if (conversationId === null) return undefined
    const message = await this.#tx.messages.get(appId, conversationId, id)
    return message && this.#withReaders(appId, message)
  }

  /** The messages with these ids that still exist in the entry's conversation. */
  async messages({ appId, conversationId }: LogEntry, ids: string[]): Promise<Message[]> {
    if (conversationId === null) return []
    const found = await Promise.all(
      ids.map((id) => this.#tx.messages.get(appId, conversationId, id)),
    )
    const participants = await this.#tx.participants.listForConversation(appId, conversationId)
    return found.flatMap((message) => (message ? [messageOf(message, participants)] : []))
  }

  async #withReaders(appId: string, message: MessageRecord): Promise<Message> {
    const { conversationId } = message
    return messageOf(
      message,
      await this.#tx.participants.listForConversation(appId, conversationId),
    )
  }
}

/** Returns the map's value for the key, after adding it if it is missing. */
function known<T>(map: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const value = map.get(key) ?? read()
  map.set(key, value)
  return value
}
