import { plainText } from '../content.ts'
import type { HeldFile, SentFile } from '../file.ts'
import type { ContactKind, ContentBlock, TextElement, TextNode } from '../schema.ts'
import { type HiddenRange, type Mask, maskText } from './contact-mask.ts'

export interface MaskedContent {
  content: ContentBlock[]
  /** The kinds of contacts that were hidden, each once. */
  kinds: ContactKind[]
}

const allKinds: ContactKind[] = ['email', 'phone', 'link', 'word']

/**
 * Returns the content without the parts that the mask hides, or undefined if it hides nothing. A location is never
 * hidden.
 */
export function maskedContent(content: ContentBlock[], mask: Mask): MaskedContent | undefined {
  const found = new Set<ContactKind>()
  const blocks = content.map((block) => {
    if (block.type === 'text')
      return { ...block, children: maskedNodes(block.children, mask, found) }
    return block.type === 'file' ? maskedFile(block, mask, found) : block
  })
  if (found.size === 0) return undefined
  return { content: blocks, kinds: allKinds.filter((kind) => found.has(kind)) }
}

/** Returns the text without the parts that the mask hides. */
export const maskedText = (text: string, mask: Mask): string =>
  cutter(mask.find(text))(text, 0).text

/** The name is in the URL too. */
function maskedFile<File extends SentFile>(file: File, mask: Mask, found: Set<ContactKind>): File {
  const hidden = mask.find(file.filename)
  if (hidden.length === 0) return file
  note(hidden, found)
  const filename = cutter(hidden)(file.filename, 0).text
  return { ...file, filename, url: urlWithName(file.url, filename) }
}

/**
 * Returns the files with the names that the user sees: the names of their own uploads are whole. Who sends a file of
 * somebody else must not learn its name from their own message.
 */
export function namedFor(
  { userId, mask }: { userId: string; mask: Mask | undefined },
  files: ReadonlyMap<string, HeldFile>,
): ReadonlyMap<string, HeldFile> {
  if (!mask || files.size === 0) return files
  const seen = (held: HeldFile) =>
    held.userId === userId ? held : { ...held, file: maskedFile(held.file, mask, new Set()) }
  return new Map([...files].map(([token, held]) => [token, seen(held)]))
}

export const urlWithName = (url: string, filename: string): string =>
  url.slice(0, url.lastIndexOf('/') + 1) + encodeURIComponent(filename)

const note = (hidden: HiddenRange[], found: Set<ContactKind>) => {
  for (const { kinds } of hidden) for (const kind of kinds) found.add(kind)
}

/** Searches the text of all nodes together, as a contact may be split over several nodes. */
function maskedNodes(nodes: TextNode[], mask: Mask, found: Set<ContactKind>): TextNode[] {
  const { text, starts } = flatText(nodes)
  const hidden = mask.find(text)
  note(hidden, found)
  let leaf = 0
  const visitAll = (list: TextNode[]): TextNode[] =>
    joined(list.flatMap((node) => visit(node) ?? []))
  const cut = cutter(hidden)
  const leafOf = (own: string) => cut(own, starts[leaf++] ?? 0)
  function visit(node: TextNode): TextNode | undefined {
    if (typeof node === 'string') return leafOf(node).text || undefined
    if ('children' in node) {
      const children = visitAll(node.children as TextNode[])
      if (node.type === 'link' && isHiddenUrl(node.url, mask, found)) return maskText
      return children.length > 0 ? ({ ...node, children } as TextElement) : undefined
    }
    const { text: rest, isCut } = leafOf(node.text)
    if (node.type === 'autoLink' && isHiddenUrl(node.url, mask, found))
      return isCut ? rest : maskText
    if (!isCut) return node
    const keepsType = node.type === 'mention' || node.type === 'codeSpan'
    return keepsType && rest ? { ...node, text: rest } : rest || undefined
  }
  return visitAll(nodes)
}

function isHiddenUrl(url: string, mask: Mask, found: Set<ContactKind>): boolean {
  const hidden = mask.find(decoded(url))
  note(hidden, found)
  return hidden.length > 0
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}

/** The text of the nodes as people read it, and the index at which the text of each leaf begins. */
function flatText(nodes: TextNode[]): { text: string; starts: number[] } {
  let text = ''
  const starts: number[] = []
  const visit = (node: TextNode) => {
    if (typeof node !== 'string' && 'children' in node) {
      const isPoint = node.type === 'bulletPoint'
      if (isPoint) text += '\n'
      for (const child of node.children as TextNode[]) visit(child)
      if (isPoint) text += '\n'
      return
    }
    const own = typeof node === 'string' ? node : node.text
    if (typeof node === 'object' && node.type === 'mention' && !own.startsWith('@')) text += '@'
    starts.push(text.length)
    text += own
  }
  for (const node of nodes) visit(node)
  return { text, starts }
}

/** Removes the hidden parts from one leaf after the other, and writes the mask at the start of each hidden part. */
function cutter(hidden: HiddenRange[]) {
  let first = 0
  return (own: string, start: number): { text: string; isCut: boolean } => {
    const end = start + own.length
    while ((hidden[first]?.to ?? Number.POSITIVE_INFINITY) <= start) first += 1
    let text = ''
    let done = start
    for (let next = first; (hidden[next]?.from ?? end) < end; next++) {
      const { from, to } = hidden[next] as HiddenRange
      text += own.slice(done - start, Math.max(from, start) - start)
      if (from >= start) text += maskText
      done = Math.min(to, end)
    }
    return { text: text + own.slice(done - start), isCut: (hidden[first]?.from ?? end) < end }
  }
}

/** Joins texts that follow each other. */
function joined(nodes: TextNode[]): TextNode[] {
  const list: TextNode[] = []
  for (const node of nodes) {
    const last = list.at(-1)
    if (typeof node === 'string' && typeof last === 'string') list[list.length - 1] = last + node
    else list.push(node)
  }
  return list
}

/** The text of the content without formatting. */
export const plainOf = (content: ContentBlock[]): string | null => {
  const text = content.find((block) => block.type === 'text')
  return text ? plainText(text.children) : null
}
