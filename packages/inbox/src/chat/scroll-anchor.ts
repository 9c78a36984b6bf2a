/** Where an element of the list stands, in pixels below the top of the scroller. */
interface Place {
  id: string
  top: number
}

/** Max distance from the end at which a reader counts as being at the end, in pixels. */
const endDistance = 48

/**
 * Keeps the visible messages in their place when messages are added, removed or change their height. Elements with
 * `data-id` are the places. At the end, it follows the end. The scroller needs `overflow-anchor: none`: browsers differ
 * in theirs.
 */
export class ScrollAnchor {
  /** Whether the reader is at the end. */
  isAtEnd = true
  #places: Place[] = []
  #scrollTop = 0
  readonly #scroller: HTMLElement

  constructor(scroller: HTMLElement) {
    this.#scroller = scroller
  }

  /** Remembers what the reader sees. `hasEnd` says whether the end of the elements is the end of the list. */
  capture(hasEnd: boolean): void {
    const scroller = this.#scroller
    this.#scrollTop = scroller.scrollTop
    const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight
    this.isAtEnd = hasEnd && below < endDistance
    const { top, bottom } = scroller.getBoundingClientRect()
    const elements = [...scroller.querySelectorAll<HTMLElement>('[data-id]')]
    this.#places = []
    for (let index = firstBelow(elements, top); index < elements.length; index += 1) {
      const element = elements[index] as HTMLElement
      const box = element.getBoundingClientRect()
      if (box.top > bottom) break
      this.#places.push({ id: element.dataset.id ?? '', top: box.top - top })
    }
  }

  /** Like `capture`, but only if the reader has scrolled since then and the browser has not sent the event yet. */
  captureScroll(hasEnd: boolean): void {
    if (this.#scroller.scrollTop !== this.#scrollTop) this.capture(hasEnd)
  }

  /** Scrolls so that the elements that the reader saw are in the same place, or to the end if the reader was there. */
  restore(): void {
    const scroller = this.#scroller
    this.#scroll()
    this.#scrollTop = scroller.scrollTop
  }

  #scroll(): void {
    const scroller = this.#scroller
    if (this.isAtEnd) {
      scroller.scrollTop = scroller.scrollHeight
      return
    }
    for (const { id, top } of this.#places) {
      const element = this.find(id)
      if (!element) continue
      const now = element.getBoundingClientRect().top - scroller.getBoundingClientRect().top
      if (now !== top) scroller.scrollTop += now - top
      return
    }
  }

  find(id: string): HTMLElement | null {
    return this.#scroller.querySelector(`[data-id="${CSS.escape(id)}"]`)
  }
}

/** The index of the first element that ends below the line. */
function firstBelow(elements: HTMLElement[], line: number): number {
  let [low, high] = [0, elements.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((elements[middle] as HTMLElement).getBoundingClientRect().bottom <= line) low = middle + 1
    else high = middle
  }
  return low
}
