import type { TextElement, TextMention, TextNode } from '../schema.ts'
import { placesOf } from './mentions.ts'
import { type Mark, type Token, tokensOf } from './tokens.ts'

// The syntax of typed text. docs/message-text.md describes it; the table there is the input of a test.

/**
 * Returns the text as nodes, in linear time. With `links`, `<url|label>` makes a link with its own text. `mentions` are
 * in the text, in this order.
 */
export function parsedText(
  text: string,
  { links }: { links: boolean },
  mentions: readonly TextMention[] = [],
): TextNode[] {
  const top = new NodeList()
  let points: PointNode[] | undefined
  const lines = linesOf(tokensOf(text, { links, mentions: placesOf(text, mentions).places }))
  for (const [index, { newline, isPoint, tokens }] of lines.entries()) {
    const children = formatted(tokens)
    if (isPoint && points) points.push({ type: 'bulletPoint', children })
    else if (isPoint) {
      points = [{ type: 'bulletPoint', children }]
      top.add({ type: 'bulletList', children: points })
    } else {
      // The line breaks before and after a list belong to it.
      if (index > 0 && !points) top.add(newline)
      points = undefined
      top.addAll(children)
    }
  }
  return top.nodes
}

type PointNode = Extract<TextElement, { type: 'bulletPoint' }>

interface Line {
  /** The line break before it. */
  newline: string
  isPoint: boolean
  tokens: Token[]
}

function linesOf(tokens: Token[]): Line[] {
  const lines: Line[] = [{ newline: '', isPoint: false, tokens: [] }]
  for (const token of tokens) {
    if (token.kind === 'newline') lines.push({ newline: token.text, isPoint: false, tokens: [] })
    const line = lines.at(-1) as Line
    if (token.kind === 'bullet') line.isPoint = true
    line.tokens.push(token)
  }
  return lines
}

const types = { '*': 'bold', _: 'italic', '~': 'strikethrough' } as const

/** Nodes in order. Adjacent texts are joined. */
class NodeList {
  readonly nodes: TextNode[] = []

  add(node: TextNode): void {
    const last = this.nodes.at(-1)
    if (typeof node === 'string' && typeof last === 'string')
      this.nodes[this.nodes.length - 1] = last + node
    else this.nodes.push(node)
  }

  addAll(nodes: TextNode[]): void {
    for (const node of nodes) this.add(node)
  }
}

/** The nodes of one line. Each mark is open at most once, so at most three levels are open. */
function formatted(tokens: Token[]): TextNode[] {
  const line = new NodeList()
  const open: { mark: Mark; list: NodeList }[] = []
  const current = () => open.at(-1)?.list ?? line
  /** Ends the innermost level, whose mark has no counterpart. */
  const dissolve = () => {
    const level = open.pop()
    if (!level) return
    current().add(level.mark)
    current().addAll(level.list.nodes)
  }
  for (const token of tokens) {
    if (token.kind === 'text') current().add(token.text)
    if (token.kind === 'node') current().add(token.node)
    if (token.kind !== 'mark') continue
    const { mark, opens, closes } = token
    const isOpen = open.some((level) => level.mark === mark)
    if (isOpen && closes) {
      while (open.at(-1)?.mark !== mark) dissolve()
      const children = open.pop()?.list.nodes ?? []
      current().add({ type: types[mark], children })
    } else if (!isOpen && opens) open.push({ mark, list: new NodeList() })
    else current().add(mark)
  }
  while (open.length > 0) dissolve()
  return line.nodes
}
