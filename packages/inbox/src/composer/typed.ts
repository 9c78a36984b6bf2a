import type { SendContentBlock, TextNode } from '@openparley/client'
import type { Mentioned } from './drafts.ts'

/** A name that is being typed behind an `@` or a `:`. */
export interface Trigger {
  kind: '@' | ':'
  query: string
  /** Where it begins in the text, with its sign. */
  start: number
}

const emojiName = /(?:^|[\s([{"'])(:)([a-z0-9_+-]{2,30})$/i
const userName = /(?:^|[\s([{"'])(@)([^@\s]{0,30}(?: [^@\s]{0,30})?)$/u

/** What can be completed before the caret. The name of a user may have two words; that of an emoji has two letters or more. */
export function triggerAt(text: string, caret: number): Trigger | undefined {
  const before = text.slice(Math.max(0, caret - 70), caret)
  const found = emojiName.exec(before) ?? userName.exec(before)
  if (!found) return undefined
  const [, sign, query = ''] = found
  return { kind: sign === '@' ? '@' : ':', query, start: caret - query.length - 1 }
}

/** Puts what was chosen in place of what was typed. Returns the text and where the caret is then. */
export function completed(
  text: string,
  { start }: Trigger,
  caret: number,
  chosen: string,
): { text: string; caret: number } {
  const rest = text.slice(caret)
  const inserted = `${chosen}${/^\s/.test(rest) ? '' : ' '}`
  return { text: text.slice(0, start) + inserted + rest, caret: start + inserted.length }
}

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
