import type { PrivatePart } from '../../model/event.ts'
import { messageOf } from '../../model/message.ts'
import type { Conversation, Message, User } from '../../model/schema.ts'
import type { ReadTx } from '../../store/store.ts'
import type { LogEntry } from '../../store/tables/events.ts'
import { wholeConversation } from '../../store/whole-conversation.ts'

/** Reads what surrounds an event of the log, as it is now. */
export class Surroundings {
  readonly #tx: ReadTx
  readonly #entry: LogEntry
  readonly #time: number

  /** `time` is that of the event, in Unix milliseconds. */
  constructor(tx: ReadTx, entry: LogEntry, time: number) {
    this.#tx = tx
    this.#entry = entry
    this.#time = time
  }

  /** The conversation; as it was when it was deleted, if it was. */
  async conversation(id: string): Promise<Conversation | undefined> {
    const { appId } = this.#entry
    const found = await this.#tx.conversations.get(appId, id)
    // A later conversation may have the same id.
    if (found && found.attributes.createdAt <= this.#time)
      return wholeConversation(this.#tx, appId, found)
    const deleted = await this.#tx.events.deletionAfter(this.#entry, id)
    return deleted?.conversation
  }

  async user(id: string): Promise<User> {
    const [user] = await this.users([id])
    return user as User
  }

  /** Users are never deleted. */
  async users(ids: string[]): Promise<User[]> {
    const found = await this.#tx.users.getAll(this.#entry.appId, ids)
    return ids.map((id) => found.get(id) as User)
  }

  /** The sender of a message; null for a system message. */
  async sender({ senderId }: Pick<Message, 'senderId'>): Promise<User | null> {
    return senderId === null ? null : this.user(senderId)
  }

  /** The newest message that a user has just read; undefined if there is none of others. */
  async newestRead(
    conversationId: string,
    userId: string,
    range: NonNullable<PrivatePart['read']>,
  ): Promise<Message | undefined> {
    const { appId } = this.#entry
    const message = await this.#tx.messages.newestOfOthers(appId, conversationId, userId, range)
    if (!message) return undefined
    const participants = await this.#tx.participants.listForConversation(appId, conversationId)
    return messageOf(message, participants)
  }
}
