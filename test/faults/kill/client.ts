import { isDeepStrictEqual } from 'node:util'
import { requestJson } from '@openparley/test-kit/json-request'
import type { Random } from '@openparley/test-kit/random'
import { appId, type ServerProcess, secretKey } from '@openparley/test-kit/server-process'
import { emptyState, type State } from './state.ts'
import { randomWrite, type Write } from './writes.ts'

/** Sends the request. Returns undefined if the server ended before it responded. */
export async function send(
  { baseUrl }: Pick<ServerProcess, 'baseUrl'>,
  { method, path, body }: Pick<Write, 'method' | 'path' | 'body'>,
): Promise<{ body: unknown } | undefined> {
  const answer = await requestJson({ baseUrl, appId, secretKey }, method, path, body)
  if (!answer) return undefined
  if (answer.status !== 200)
    throw new Error(`${method} ${path} ${JSON.stringify(body)}: ${answer.status} ${answer.text}`)
  return { body: JSON.parse(answer.text) }
}

/** Makes one write after another, and records which writes must be in the database and which may be. */
export class Client {
  readonly name: string
  answered = 0
  readonly #random: Random
  readonly #messageIds = new Map<string, string>()
  #state: State
  #number = 0
  /** The write that was sent but got no response. */
  #pending: Write | undefined

  constructor(name: string, random: Random) {
    this.name = name
    this.#random = random
    this.#state = emptyState(name)
  }

  /** Writes until the server has ended, and calls back after each response. */
  async run(server: ServerProcess, settled: () => void): Promise<void> {
    // A write without a response is repeated if that is safe. It must take effect only once.
    let write = this.#pending?.repeatable ? this.#pending : this.#another()
    for (;;) {
      this.#pending = write
      const answer = await send(server, write)
      if (!answer) return
      this.#settle(write, answer.body)
      settled()
      write = this.#another()
    }
  }

  /** Differences between the client's state and the database. Uses the stored state from now on. */
  faults(stored: State): string[] {
    const next = this.#pending?.next
    if (next && isDeepStrictEqual(stored, next)) {
      // A repeated write leads to the same state.
      if (!this.#pending?.repeatable) this.#pending = undefined
      this.#state = next
      return []
    }
    if (!this.#pending?.repeatable) this.#pending = undefined
    if (isDeepStrictEqual(stored, this.#state)) return []
    return [
      `${this.name}: stored ${JSON.stringify(stored)}`,
      `${this.name}: confirmed ${JSON.stringify(this.#state)}`,
      `${this.name}: or, with the unconfirmed write, ${JSON.stringify(next)}`,
    ]
  }

  /** Ids of messages from responses, by the first word of the text. The rows must have the same ids. */
  get messageIds(): ReadonlyMap<string, string> {
    return this.#messageIds
  }

  #another(): Write {
    this.#number += 1
    return randomWrite({
      client: this.name,
      number: this.#number,
      state: this.#state,
      random: this.#random,
      messageIds: this.#messageIds,
    })
  }

  #settle(write: Write, body: unknown): void {
    this.answered += 1
    this.#state = write.next
    this.#pending = undefined
    for (const [index, tag] of write.tags?.entries() ?? [])
      this.#messageIds.set(tag, (body as { id: string }[])[index]?.id as string)
  }
}
