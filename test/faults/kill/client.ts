import { isDeepStrictEqual } from 'node:util'
import { requestJson } from '@openparley/test-kit/json-request'
import type { Random } from '@openparley/test-kit/random'
import { appId, type ServerProcess, secretKey } from '@openparley/test-kit/server-process'
import { emptyState, type State } from './state.ts'
import { randomWrite, type Write } from './writes.ts'

/** Sends the request; undefined where the server went away before it answered. */
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

/** Writes one thing after another, and knows what must be in the database, and what may be. */
export class Client {
  readonly name: string
  answered = 0
  readonly #random: Random
  readonly #messageIds = new Map<string, string>()
  #state: State
  #number = 0
  /** Sent, and not answered. */
  #pending: Write | undefined

  constructor(name: string, random: Random) {
    this.name = name
    this.#random = random
    this.#state = emptyState(name)
  }

  /** Writes until the server is gone. */
  async run(server: ServerProcess): Promise<void> {
    // What got no response is sent again, where a repeat is safe: it must be done once, not twice.
    let write = this.#pending?.repeatable ? this.#pending : this.#another()
    for (;;) {
      this.#pending = write
      const answer = await send(server, write)
      if (!answer) return
      this.#settle(write, answer.body)
      write = this.#another()
    }
  }

  /** What is wrong with the client's state in the database. Takes it as the state to go on from. */
  faults(stored: State): string[] {
    const next = this.#pending?.next
    if (next && isDeepStrictEqual(stored, next)) {
      // A repeat leads to the same state.
      if (!this.#pending?.repeatable) this.#pending = undefined
      this.#state = next
      return []
    }
    if (!this.#pending?.repeatable) this.#pending = undefined
    if (isDeepStrictEqual(stored, this.#state)) return []
    return [
      `${this.name}: stored ${JSON.stringify(stored)}`,
      `${this.name}: answered ${JSON.stringify(this.#state)}`,
      `${this.name}: or, with the write that was not answered, ${JSON.stringify(next)}`,
    ]
  }

  /** Ids of messages that were answered, which must be those of the rows, by first word. */
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
