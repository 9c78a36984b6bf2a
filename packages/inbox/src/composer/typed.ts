import type { SendContentBlock, TextNode } from '@openparley/client'
import type { Mentioned } from './drafts.ts'

/** The mentions whose names are still in the text. */
export const mentionsIn = (text: string, mentions: readonly Mentioned[]): Mentioned[] =>
  mentions.filter(({ name }) => text.includes(`@${name}`))

/**
 * The message to send. With mentions, the text is sent as content, in which signs of formatting are only text. Each mention
 * stands at the first place of its name that no other has.
 */
export function messageOf(
  text: string,
  mentions: readonly Mentioned[],
): { text: string } | { content: [SendContentBlock] } {
  const children = mentionedText(text, mentionsIn(text, mentions))
  return children.every((node) => typeof node === 'string')
    ? { text }
    : { content: [{ type: 'text', children }] }
}

function mentionedText(text: string, mentions: readonly Mentioned[]): TextNode[] {
  // The longest first: `@Ann Lee` is not `@Ann`.
  const byLength = mentions.toSorted((one, other) => other.name.length - one.name.length)
  const nodes: TextNode[] = []
  let plain = ''
  for (let at = 0; at < text.length; ) {
    const mention = byLength.find(({ name }) => text.startsWith(`@${name}`, at))
    if (mention) {
      if (plain) nodes.push(plain)
      plain = ''
      nodes.push({ type: 'mention', id: mention.id, text: mention.name })
      at += mention.name.length + 1
    } else {
      plain += text[at]
      at += 1
    }
  }
  if (plain) nodes.push(plain)
  return nodes
}
