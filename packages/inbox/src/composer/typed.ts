import type { SendTextMessageParams, TextMention } from '@openparley/client'
import type { Mentioned } from './drafts.ts'

/** The message to send, with those of the mentions whose names are still in the text. */
export function messageOf(text: string, mentioned: readonly Mentioned[]): SendTextMessageParams {
  const mentions = mentionsIn(text, mentioned)
  return mentions.length > 0 ? { text, mentions } : { text }
}

/** The mentions in the order of the text. Users with the same name have its places in the order in which they were chosen. */
function mentionsIn(text: string, mentioned: readonly Mentioned[]): TextMention[] {
  // The longest first: `@Ann Lee` is not `@Ann`.
  const known = mentioned.toSorted((one, other) => other.name.length - one.name.length)
  const found: TextMention[] = []
  for (let at = text.indexOf('@'); at >= 0; ) {
    const place = known.findIndex(({ name }) => text.startsWith(`@${name}`, at))
    const { id, name = '' } = known[place] ?? {}
    if (id !== undefined) found.push({ id, text: name })
    if (known[place + 1]?.name === name) known.splice(place, 1)
    at = text.indexOf('@', at + name.length + 1)
  }
  return found
}
