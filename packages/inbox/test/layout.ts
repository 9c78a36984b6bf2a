import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'

/** The size of a cell, in pixels. */
const [cellWidth, cellHeight] = [40, 20]

/** An element renders in the frame after the one that shows its new size, and what is in it one frame later. */
const steadyFrames = 4

/** What a cell shows: one letter for the selector of the nearest element around its middle. */
const letters: [selector: string, letter: string][] = [
  ['dialog', 'D'],
  ['[popover]', 'P'],
  ['.suggestions', 'S'],
  ['.attachment', 'A'],
  ['[part~=send-button]', '>'],
  ['textarea', 'i'],
  ['.context', 'x'],
  ['[part~=composer]', 'c'],
  ['.reaction', '+'],
  ['.quote', 'q'],
  ['.picture', 'p'],
  ['.file', 'f'],
  ['article.own .bubble', 'O'],
  ['article.other .bubble', 'o'],
  ['article.system .bubble', 'n'],
  ['.divider', '-'],
  ['.avatar', '@'],
  ['[part~=header]', 'H'],
  ['[part~=read-only]', 'w'],
  ['[part~=banner]', '!'],
  ['[part~=search]', 's'],
  ['[role=tab]', 't'],
  ['parley-conversation-row[aria-selected=true]', 'R'],
  ['parley-conversation-row', 'r'],
  ['.state, .placeholder, .note', 'e'],
]

/**
 * The layout of the page as text: each letter shows what is in the middle of a cell. It does not depend on how a font
 * is drawn, and depends little on the width of the font. It is read when it has not changed for some frames, because
 * the elements observe their size and render again after a frame has shown it.
 */
export const layoutOf = (page: Page): Promise<string> =>
  page.evaluate(
    async ({ letters, cellWidth, cellHeight, steadyFrames }) => {
      const deepest = (x: number, y: number): Element | null => {
        let found = document.elementFromPoint(x, y)
        for (;;) {
          const inner = found?.shadowRoot?.elementFromPoint(x, y)
          if (!inner || inner === found) return found
          found = inner
        }
      }
      const letterOf = (element: Element | null, known: Map<Element, string>): string => {
        if (!element) return '.'
        const found = known.get(element) ?? letters.find(([one]) => element.matches(one))?.[1]
        const root = element.getRootNode()
        const host = root instanceof ShadowRoot ? root.host : null
        const letter = found ?? letterOf(element.parentElement ?? host, known)
        known.set(element, letter)
        return letter
      }
      const read = (): string => {
        const known = new Map<Element, string>()
        const lines: string[] = []
        for (let y = cellHeight / 2; y < innerHeight; y += cellHeight) {
          let line = ''
          for (let x = cellWidth / 2; x < innerWidth; x += cellWidth)
            line += letterOf(deepest(x, y), known)
          lines.push(line)
        }
        return lines.join('\n')
      }
      /** Where all elements are. Finding what each cell contains takes a hundred times as long. */
      const places = (root: Document | ShadowRoot): string =>
        [...root.querySelectorAll('*')]
          .map((element) => {
            const { x, y, width, height } = element.getBoundingClientRect()
            const inner = element.shadowRoot ? places(element.shadowRoot) : ''
            return `${x} ${y} ${width} ${height} ${inner}`
          })
          .join()
      let before = places(document)
      for (let same = 0; same < steadyFrames; ) {
        await new Promise((resolve) => requestAnimationFrame(resolve))
        const now = places(document)
        same = now === before ? same + 1 : 0
        before = now
      }
      return read()
    },
    { letters, cellWidth, cellHeight, steadyFrames },
  )

/**
 * The share of the cells, from 0 to 1, for which the other layout has no equal cell at the same place or next to it.
 */
export function difference(one: string, other: string): number {
  const [cells, others] = [one.split('\n'), other.split('\n')]
  if (cells.length !== others.length) return 1
  const near = [-1, 0, 1]
  const all = cells.flatMap((line, y) =>
    [...line].map((letter, x) =>
      near.some((dy) => near.some((dx) => others[y + dy]?.[x + dx] === letter)),
    ),
  )
  return all.filter((isThere) => !isThere).length / all.length
}

/** How much of a layout may differ: other fonts break lines at other places. */
export const tolerance = 0.04

/** The difference from the layout that is kept, at each of the widths. `LAYOUTS=write` keeps these instead. */
export function differencesFromKept(
  name: string,
  layouts: ReadonlyMap<number, string>,
): [width: number, difference: number, layout: string][] {
  const file = join(import.meta.dirname, 'layouts', `${name}.txt`)
  if (process.env.LAYOUTS === 'write') {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, [...layouts].map(([width, layout]) => `${width}\n${layout}\n`).join('\n'))
  }
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const byWidth = new Map(
    kept.split('\n\n').map((part) => {
      const [width, ...lines] = part.trimEnd().split('\n')
      return [Number(width), lines.join('\n')]
    }),
  )
  return [...layouts].map(([width, layout]) => {
    const before = byWidth.get(width) ?? ''
    return [width, Math.max(difference(layout, before), difference(before, layout)), layout]
  })
}
