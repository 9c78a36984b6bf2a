import type { components } from '@openparley/spec/types'

type TextNode = components['schemas']['TextNode']

/** The text of a message without formatting, as the server returns it in snapshots. Events have only the content. */
export const plaintextOf = (content: components['schemas']['MessageContent']): string =>
  content.map((block) => (block.type === 'text' ? joined(block.children) : '')).join('')

function joined(nodes: TextNode[]): string {
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
  return (node.type === 'bulletPoint' ? '- ' : '') + joined(node.children)
}
