import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { en } from './en.ts'
import { type Words, wordsOf } from './words.ts'

let ofPage: Partial<Words> = {}
const shown = new Set<ReactiveControllerHost>()

/**
 * Replaces words of all elements of the page, in whatever language they are.
 *
 * @example
 * setWords({ write: 'Ask us anything', send: 'Ask' })
 */
export function setWords(words: Partial<Words>): void {
  ofPage = words
  for (const host of shown) host.requestUpdate()
}

/** The texts of an element: in its language, replaced by those of the page, then by those of the element itself. */
export class Localized implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  #own: Partial<Words> = {}
  #parts: readonly Partial<Words>[] = []
  #words: Words = en

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    shown.add(this.#host)
  }

  hostDisconnected(): void {
    shown.delete(this.#host)
  }

  replace(words: Partial<Words>): void {
    this.#own = words
  }

  /** The same object until one of its parts changes. In English while the language is not loaded. */
  get words(): Words {
    const found = this.#ofLanguage()
    const parts = [found instanceof Promise ? en : found, ofPage, this.#own] as const
    if (parts.some((part, index) => part !== this.#parts[index])) {
      this.#parts = parts
      this.#words = Object.assign({}, ...parts)
    }
    return this.#words
  }

  /** Undefined if the words are there. Never rejects. */
  get loading(): Promise<void> | undefined {
    const found = this.#ofLanguage()
    if (!(found instanceof Promise)) return undefined
    // It is better to show the element in English than not at all.
    return found.catch((error) => console.warn('The language of the chat cannot be loaded:', error))
  }

  #ofLanguage() {
    // An element inside another element gets all texts from it.
    return this.#own.locale ? en : wordsOf(languageAround(this.#host) || navigator.language)
  }
}

/** The language of the element, or of the nearest element around it that has one. */
function languageAround(element: Element): string {
  const near = element.closest<HTMLElement>('[lang]')
  if (near) return near.lang
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? languageAround(root.host) : ''
}
