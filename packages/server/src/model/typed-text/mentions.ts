import type { TextMention } from '../schema.ts'
import type { FoundNode } from './links.ts'

const written = ({ text }: TextMention) => `@${text}`

/**
 * Finds the mentions in the text: each is the next `@` with its name after the previous mention. `places` has them by the index of their
 * `@`; `missing` is the first that the text does not have.
 */
export function placesOf(
  text: string,
  mentions: readonly TextMention[],
): { places: Map<number, TextMention>; missing?: number } {
  const places = new Map<number, TextMention>()
  let from = 0
  for (const [index, mention] of mentions.entries()) {
    const at = text.indexOf(written(mention), from)
    if (at < 0) return { places, missing: index }
    places.set(at, mention)
    from = at + written(mention).length
  }
  return { places }
}

/** The node of a mention whose `@` is at the index. */
export const nodeOfMention = (mention: TextMention, start: number): FoundNode => ({
  start,
  end: start + written(mention).length,
  node: { type: 'mention', id: mention.id, text: mention.text },
})
