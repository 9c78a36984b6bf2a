import type { MessageSnapshot } from '@openparley/client'
import type { LitElement } from 'lit'
import type { createAnnouncer } from '../parts/announcer.ts'
import { onUse } from '../session/on-use.ts'
import type { Words } from '../words/words.ts'

/** Announces the messages of others in a live region. Its code is loaded after the first messages. */
export class Announcing {
  readonly #module: () => typeof import('../parts/announcer.ts') | undefined
  readonly #say: (text: string) => void
  #announcer: ReturnType<typeof createAnnouncer> | undefined
  /** The time of the newest message that needs no announcement. */
  #known: number | undefined

  constructor(host: LitElement, say: (text: string) => void) {
    this.#module = onUse(host, () => import('../parts/announcer.ts'))
    this.#say = say
  }

  /** Call this with the messages that are loaded, newest first, whenever they changed. */
  update(messages: readonly MessageSnapshot[], userId: string, words: Words): void {
    const newest = messages.find(({ delivery }) => delivery === 'sent')?.createdAt ?? 0
    this.#known ??= newest
    const module = this.#module()
    if (newest > this.#known)
      this.#announcer ??= module?.createAnnouncer({
        say: this.#say,
        one: (sender, text) => words.announced(`${sender}: ${text}`),
        many: (count) => words.announcedCount(count),
        known: this.#known,
      })
    this.#announcer?.update(messages, userId)
  }

  /** Forgets what is known: the next messages are not announced. */
  reset(): void {
    this.#announcer?.reset()
    this.#announcer = undefined
    this.#known = undefined
  }
}
