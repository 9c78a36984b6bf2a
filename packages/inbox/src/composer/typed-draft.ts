import type { MessageSnapshot, TextNode } from '@openparley/client'
import type { Draft, Mentioned } from './drafts.ts'

const signs = { bold: '*', italic: '_', strikethrough: '~' }

/** The text of a message as somebody would type it, to edit it. */
export function typedDraft({ content: [block] }: MessageSnapshot): Draft {
  const mentions: Mentioned[] = []
  const text = block?.type === 'text' ? typed(block.children, mentions) : ''
  return { text, mentions }
}

function typed(nodes: readonly TextNode[], mentions: Mentioned[]): string {
  return nodes
    .map((node, index) => {
      if (typeof node === 'string') return node
      const inner = () => ('children' in node ? typed(node.children, mentions) : '')
      switch (node.type) {
        case 'bold':
        case 'italic':
        case 'strikethrough':
          return signs[node.type] + inner() + signs[node.type]
        case 'codeSpan':
          return /[`\n]/.test(node.text) ? `\`\`\`${node.text}\`\`\`` : `\`${node.text}\``
        case 'bulletList':
          // The line breaks around a list belong to it.
          return (index > 0 ? '\n' : '') + inner() + (index < nodes.length - 1 ? '\n' : '')
        case 'bulletPoint':
          return `- ${inner()}${index < nodes.length - 1 ? '\n' : ''}`
        case 'mention':
          mentions.push({ id: node.id, name: node.text })
          return `@${node.text}`
        case 'autoLink':
        case 'customEmoji':
          return node.text
        case 'link':
          return `<${node.url}|${inner()}>`
        default:
          return inner()
      }
    })
    .join('')
}
