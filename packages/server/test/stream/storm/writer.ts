import { setTimeout } from 'node:timers/promises'
import { requestJson } from '@openparley/test-kit/json-request'
import type { Random } from '@openparley/test-kit/random'

export interface WriterOptions {
  baseUrls: string[]
  appId: string
  secretKey: string
  users: string[]
  conversations: string[]
  random: Random
  /** Max milliseconds between two writes. */
  pause: number
}

type Write = [method: string, path: string, body?: unknown]

/** Writes of every kind that makes events, one after the other. */
export class StormWriter {
  readonly #options: WriterOptions
  /** Ids of messages sent, by conversation. */
  readonly #sent = new Map<string, string[]>()
  #number = 0
  answered = 0

  constructor(options: WriterOptions) {
    this.#options = options
  }

  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const [method, path, body] = this.#next()
      const ids = await this.#send(method, path, body)
      if (ids) this.#sent.set(path.split('/')[2] as string, ids)
      await setTimeout(this.#options.random.integer(0, this.#options.pause))
    }
  }

  /** Repeats the request until there is a response, and returns the ids of sent messages, if any. */
  async write(...[method, path, body]: Write): Promise<void> {
    const { answered } = this
    while (this.answered === answered) await this.#send(method, path, body)
  }

  async #send(method: string, path: string, body: unknown): Promise<string[] | undefined> {
    const { baseUrls, appId, secretKey, random } = this.#options
    const at = { baseUrl: random.pick(baseUrls), appId, secretKey }
    const answer = await requestJson(at, method, path, body)
    if (!answer) {
      // The server is down. The log shows whether it was written.
      await setTimeout(50)
      return undefined
    }
    const { status, text } = answer
    // Another writer may have deleted the target, or removed the user's access.
    if (![200, 400, 404, 503].includes(status))
      throw new Error(`${method} ${path}: ${status} ${text}`)
    if (status !== 200) return undefined
    this.answered += 1
    return path.endsWith('/messages')
      ? JSON.parse(text).map(({ id }: { id: string }) => id)
      : undefined
  }

  #next(): Write {
    const { random, users, conversations } = this.#options
    this.#number += 1
    const userId = random.pick(users)
    const id = random.pick(conversations)
    const at = `/conversations/${id}`
    const message = `${at}/messages/${random.pick(this.#sent.get(id) ?? ['msg_0000000000000000000000'])}`
    const participant = `${at}/participants/${userId}`
    const messages = () =>
      Array.from({ length: random.integer(1, 3) }, (_, index) => ({
        ...(random.integer(0, 3) === 0
          ? { type: 'SystemMessage' }
          : { type: 'UserMessage', sender: userId }),
        text: `${this.#number}.${index} ${'x'.repeat(random.integer(0, 500))}`,
      }))
    const writes: [number, () => Write][] = [
      [12, () => ['POST', `${at}/messages`, messages()]],
      [2, () => ['PUT', message, { text: `edited ${this.#number}` }]],
      [2, () => ['DELETE', message]],
      [3, () => ['PUT', participant, { access: random.pick(['ReadWrite', 'Read']) }]],
      [2, () => ['PATCH', participant, { access: random.pick(['ReadWrite', 'Read', 'None']) }]],
      [1, () => ['DELETE', participant]],
      [3, () => ['PATCH', `/users/${userId}${at}`, { isUnread: random.integer(0, 2) === 0 }]],
      [1, () => ['PUT', at, { subject: `${this.#number}`, participants: [userId] }]],
      [1, () => ['PUT', `/users/${userId}`, { name: `${userId} ${this.#number}` }]],
    ]
    // The next PUT creates the conversation again.
    if (random.integer(0, 150) === 0) return ['DELETE', at]
    return random.pick(writes.flatMap(([times, make]) => Array(times).fill(make)))()
  }
}
