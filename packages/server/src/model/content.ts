import type { FileRecord, SentFile } from './file.ts'
import type { ContentBlock, ContentBlockToSend, Message, TextMention, TextNode } from './schema.ts'
import { parsedText } from './typed-text/parse.ts'

/** The content of a message, as it is stored. */
export interface MessageBody {
  text: Message['text']
  location: Message['location']
  file: SentFile | null
  /** The nodes of the text, unless it is one node without formatting. */
  nodes?: TextNode[] | undefined
}

/** The content of a message in a request: some of text with mentions, location and file, or `content` instead. */
export interface MessageBodyInRequest {
  text?: string | null | undefined
  mentions?: TextMention[] | null | undefined
  location?: number[] | null | undefined
  content?: ContentBlockToSend[] | null | undefined
  attachmentToken?: string | null | undefined
}

/** The token of the file that a request names. */
export const fileTokenIn = ({ content, attachmentToken }: MessageBodyInRequest): string | null => {
  const [block] = content ?? []
  return (block?.type === 'file' ? block.fileToken : attachmentToken) ?? null
}

/**
 * Reads the content of a message from a request. `links` allows links with their own text in a typed text. `files` has
 * the files that it
 * can name.
 */
export function messageBodyIn(
  request: MessageBodyInRequest,
  allowed: { links: boolean },
  files: ReadonlyMap<string, FileRecord>,
): MessageBody {
  const { location = null, content } = request
  const file = files.get(fileTokenIn(request) ?? '')?.file ?? null
  const [block] = content ?? []
  if (!block) return { location, file, ...typedTextOf(request, allowed) }
  if (block.type === 'text')
    return { text: plainText(block.children), location: null, file, nodes: stored(block.children) }
  const { latitude, longitude } = block.type === 'location' ? block : {}
  return {
    text: null,
    file,
    location: latitude === undefined || longitude === undefined ? null : [latitude, longitude],
  }
}

/** A quick test that finds most texts without formatting. */
const possibleFormatting = /[*_~`@<]|:\/\/|www\.|^[-+•][ \t]/im

/** The text, as stored, with the nodes of its formatting. */
export const parseTypedText = (
  text: string,
  allowed: { links: boolean },
  mentions: readonly TextMention[] = [],
): Pick<MessageBody, 'text' | 'nodes'> => ({
  text,
  nodes: possibleFormatting.test(text) ? stored(parsedText(text, allowed, mentions)) : undefined,
})

/** The text of a request, and its mentions, as stored. */
export const typedTextOf = (
  { text = null, mentions }: Pick<MessageBodyInRequest, 'text' | 'mentions'>,
  allowed: { links: boolean },
): Pick<MessageBody, 'text' | 'nodes'> =>
  text === null ? { text } : parseTypedText(text, allowed, mentions ?? [])

const stored = (nodes: TextNode[]) =>
  nodes.length === 1 && typeof nodes[0] === 'string' ? undefined : nodes

/** The blocks of a message. */
export function contentOf({ text, nodes, location, file }: MessageBody): ContentBlock[] {
  const blocks: ContentBlock[] = []
  if (text !== null) blocks.push({ type: 'text', children: nodes ?? [text] })
  if (file) blocks.push({ type: 'file', ...file })
  const [latitude, longitude] = location ?? []
  if (latitude !== undefined && longitude !== undefined)
    blocks.push({ type: 'location', latitude, longitude })
  return blocks
}

/** The text of a message without formatting; empty if it has no text. */
export const plaintextOf = ({ text, nodes }: Pick<MessageBody, 'text' | 'nodes'>): string =>
  nodes ? plainText(nodes) : (text ?? '')

/** The nodes as text without formatting. */
export function plainText(nodes: TextNode[]): string {
  let text = ''
  let isAfterPoint = false
  for (const node of nodes) {
    const plain = plainNode(node)
    if (plain === '') continue
    const isPoint = typeof node === 'object' && /^bullet/.test(node.type)
    if (text !== '' && (isPoint || isAfterPoint)) text += '\n'
    isAfterPoint = isPoint
    text += plain
  }
  return text
}

function plainNode(node: TextNode): string {
  if (typeof node === 'string') return node
  if (node.type === 'mention') return node.text.replace(/^@?/, '@')
  if ('text' in node) return node.text
  return node.type === 'bulletPoint' ? `- ${plainText(node.children)}` : plainText(node.children)
}

/** The ids of the users that the content mentions, each once. */
export function mentionsIn(content: ContentBlock[]): string[] {
  const found = new Set<string>()
  const visit = (nodes: TextNode[]) => {
    for (const node of nodes) {
      if (typeof node === 'string') continue
      if (node.type === 'mention') found.add(node.id)
      if ('children' in node) visit(node.children)
    }
  }
  for (const block of content) if (block.type === 'text') visit(block.children)
  return [...found]
}
