import type { SendTextMessageParams, TextMention } from '@openparley/client'

/**
 * The message to send, with the mentions whose names are still in the text, in the order of the text. If several users
 * have the same name, the first mention of the name is the user who was chosen first.
 */
export function messageOf(text: string, chosen: readonly TextMention[]): SendTextMessageParams {
  // The longest first: `@Ann Lee` is not `@Ann`.
  const known = chosen.toSorted((one, other) => other.text.length - one.text.length)
  const mentions: TextMention[] = []
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const place = known.findIndex((one) => text.startsWith(one.text, at + 1))
    const mention = known[place]
    if (!mention) continue
    mentions.push(mention)
    at += mention.text.length
    if (known[place + 1]?.text === mention.text) known.splice(place, 1)
  }
  return mentions[0] ? { text, mentions } : { text }
}
