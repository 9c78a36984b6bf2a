import { type Client, type PageQuery, pages, unwrap, unwrapOrNull } from '@openparley/client'
import type { components } from '@openparley/spec/types'
import { type AnonymizeReport, emptyReport } from './anonymize-user-report.ts'

type User = components['schemas']['User']
type Message = components['schemas']['Message']
type Conversation = components['schemas']['Conversation']

export interface AnonymizeOptions {
  /** The new name of the user. */
  name: string
  /** How to handle the user's messages. */
  messages: 'redact' | 'delete' | 'keep'
  /** The new text of redacted messages. */
  text: string
  /** Whether to clear the properties of conversations in which the user takes part or has written. */
  conversations: boolean
  /**
   * Where to search for messages: in the user's conversations, or in all conversations of the app, including
   * conversations that the user has left.
   */
  scope: 'joined' | 'all'
  /** Only reports what would be changed. */
  dryRun: boolean
  signal?: AbortSignal | undefined
  onProgress?: ((report: AnonymizeReport) => void) | undefined
}

/** The API version of this module's calls, independent of the app's default. */
const header = { 'TalkJS-REST-Version': '2024-01-01' } as const

const concurrency = 8

/**
 * Removes a user's personal data: from the user, then their reactions and messages, then, if requested, from the
 * conversations. It searches for the data that remains, so after an interruption a second call continues. Returns
 * undefined if there is no such
 * user. Throws a `ProblemError` if the server refuses a call.
 *
 * An edit cannot remove a location or a file from a message, so redacting deletes such messages.
 */
export async function anonymizeUser(
  client: Client,
  userId: string,
  options: AnonymizeOptions,
): Promise<{ report: AnonymizeReport; conversationIds: Set<string> } | undefined> {
  const path = { userId }
  const user = unwrapOrNull(await client.GET('/users/{userId}', { params: { path } }))
  if (!user) return undefined
  const work = new Anonymization(client, user, options)
  try {
    await work.run()
  } catch (error) {
    if (!options.signal?.aborted) throw error
  }
  const { report, conversationIds } = work
  return { report, conversationIds }
}

interface ReactionPath {
  conversationId: string
  messageId: string
  emoji: string
  userId: string
}

class Anonymization {
  readonly report: AnonymizeReport
  readonly #client: Client
  readonly #user: User
  readonly #options: AnonymizeOptions
  readonly #seen = new Set<string>()
  /** The conversations in which the user takes part or has written. */
  readonly conversationIds = new Set<string>()

  constructor(client: Client, user: User, options: AnonymizeOptions) {
    this.#client = client
    this.#user = user
    this.#options = options
    this.report = emptyReport(user.id, options.dryRun)
  }

  async run(): Promise<void> {
    await this.#anonymize()
    const order = { orderBy: 'createdAt', orderDirection: 'ASC' } as const
    const path = { userId: this.#user.id }
    const joined = pages(async (page) => {
      const params = { path, query: { ...order, ...page }, header }
      return unwrap(await this.#client.GET('/users/{userId}/conversations', { params })).data
    })
    for await (const page of joined)
      for (const conversation of page) await this.#visit(conversation, true)
    if (this.#options.scope === 'all') {
      const all = pages(async (page) => {
        const params = { query: { ...order, ...page }, header }
        return unwrap(await this.#client.GET('/conversations', { params })).data
      })
      for await (const page of all)
        for (const conversation of page) await this.#visit(conversation, false)
    }
    this.report.finished = true
  }

  async #anonymize(): Promise<void> {
    const { name } = this.#options
    const blank = {
      email: null,
      phone: null,
      photoUrl: null,
      welcomeMessage: null,
      availabilityText: null,
      headerPhotoUrl: null,
    }
    const { custom, pushTokens, ...rest } = this.#user
    const isAnonymous =
      rest.name === name &&
      Object.keys(custom).length === 0 &&
      pushTokens === null &&
      Object.keys(blank).every((field) => rest[field as keyof typeof blank] === null)
    if (!isAnonymous)
      await this.#change(async () =>
        unwrap(
          await this.#client.PUT('/users/{userId}', {
            params: { path: { userId: this.#user.id } },
            body: { name, ...blank, custom: null, pushTokens: null },
          }),
        ),
      )
    this.report.user = isAnonymous ? 'was anonymous' : 'anonymized'
    this.#progress()
  }

  async #visit(
    conversation: Pick<
      Conversation,
      'id' | 'topicId' | 'subject' | 'photoUrl' | 'custom' | 'welcomeMessages' | 'lastMessage'
    >,
    isJoined: boolean,
  ): Promise<void> {
    const { id, lastMessage } = conversation
    if (this.#seen.has(id)) return
    this.#seen.add(id)
    const { messages, conversations } = this.#options
    const mustRead = messages !== 'keep' || (conversations && !isJoined)
    const hasOwn = mustRead && lastMessage !== null && (await this.#visitMessages(id))
    if (isJoined || hasOwn) this.conversationIds.add(id)
    if (conversations && (isJoined || hasOwn)) await this.#clear(conversation)
    this.report.conversations.read += 1
    this.#progress()
  }

  /** Returns whether the user had messages. */
  async #visitMessages(conversationId: string): Promise<boolean> {
    const list = async (page: PageQuery) => {
      const query = { orderDirection: 'ASC' as const, ...page }
      const params = { path: { conversationId }, query, header }
      const found = this.#client.GET('/conversations/{conversationId}/messages', { params })
      return unwrapOrNull(await found)?.data ?? []
    }
    let hasOwn = false
    for await (const page of pages(list)) {
      const reactedTo = page.filter(({ reactions }) => reactions.length > 0)
      for (let next = 0; next < reactedTo.length; next += concurrency)
        await Promise.all(
          reactedTo.slice(next, next + concurrency).map((one) => this.#removeReactions(one)),
        )
      const own = page.filter(({ senderId }) => senderId === this.#user.id)
      hasOwn ||= own.length > 0
      for (let next = 0; next < own.length; next += concurrency)
        await Promise.all(own.slice(next, next + concurrency).map((one) => this.#remove(one)))
      this.report.messages.read += page.length
      this.#progress()
    }
    return hasOwn
  }

  async #removeReactions({ conversationId, id: messageId, reactions }: Message): Promise<void> {
    for (const { emoji } of reactions) {
      const path = { conversationId, messageId, emoji, userId: this.#user.id }
      if (!(await this.#hasReacted(path))) continue
      await this.#change(async () =>
        unwrapOrNull(
          await this.#client.DELETE(
            '/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}/{userId}',
            { params: { path } },
          ),
        ),
      )
      this.report.reactions.removed += 1
    }
  }

  async #hasReacted({ userId, ...path }: ReactionPath): Promise<boolean> {
    const list = await this.#client.GET(
      '/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}',
      { params: { path, query: { startingAfter: userId, limit: 1 }, header } },
    )
    // A list can only start after a user who has reacted with the emoji.
    return list.response.status !== 400 && unwrapOrNull(list) !== null
  }

  async #remove(message: Message): Promise<void> {
    const counts = this.report.messages
    const { messages, text } = this.#options
    const params = { path: { conversationId: message.conversationId, messageId: message.id } }
    const path = '/conversations/{conversationId}/messages/{messageId}' as const
    const carriesMore = message.location !== null || message.attachment !== null
    if (messages === 'keep') return
    if (messages === 'delete' || carriesMore) {
      await this.#change(async () => unwrapOrNull(await this.#client.DELETE(path, { params })))
      counts.deleted += 1
    } else if (message.text === text && Object.keys(message.custom).length === 0) {
      counts.wereRedacted += 1
    } else {
      const body = { text, custom: null }
      await this.#change(async () => unwrapOrNull(await this.#client.PUT(path, { params, body })))
      counts.redacted += 1
    }
  }

  async #clear({
    id,
    topicId,
    subject,
    photoUrl,
    custom,
    welcomeMessages,
  }: Pick<Conversation, 'id' | 'topicId' | 'subject' | 'photoUrl' | 'custom' | 'welcomeMessages'>) {
    const set = [subject, photoUrl, ...Object.keys(custom), ...(welcomeMessages ?? [])]
    const counts = this.report.conversations
    if (topicId === id && set.every((value) => value === null)) {
      counts.wereClear += 1
      return
    }
    await this.#change(async () =>
      unwrap(
        await this.#client.PUT('/conversations/{conversationId}', {
          params: { path: { conversationId: id } },
          body: {
            subject: null,
            photoUrl: null,
            custom: null,
            welcomeMessages: null,
            topicId: null,
          },
        }),
      ),
    )
    counts.cleared += 1
  }

  async #change(change: () => Promise<unknown>): Promise<void> {
    this.#options.signal?.throwIfAborted()
    if (!this.#options.dryRun) await change()
  }

  #progress(): void {
    this.#options.signal?.throwIfAborted()
    this.#options.onProgress?.(this.report)
  }
}
