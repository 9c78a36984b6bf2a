import type { MessageSnapshot, TextMention, TextNode } from '@openparley/client'
import type { Draft } from './drafts.ts'

const signs = { bold: '*', italic: '_', strikethrough: '~' }

/**
 * The text of a message as somebody would type it, to edit it. Only some users can send links with their own text. For
 * other users, the URL is shown after the text.
 */
export function typedDraft({ content: [block] }: MessageSnapshot, canSendLinks: boolean): Draft {
  const mentions: TextMention[] = []
  const text = block?.type === 'text' ? typed(block.children, mentions, canSendLinks) : ''
  return { text, mentions }
}

function typed(nodes: readonly TextNode[], mentions: TextMention[], canSendLinks: boolean): string {
  return nodes
    .map((node, index) => {
      if (typeof node === 'string') return node
      const inner = () => ('children' in node ? typed(node.children, mentions, canSendLinks) : '')
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
          mentions.push({ id: node.id, text: node.text })
          return `@${node.text}`
        case 'autoLink':
        case 'customEmoji':
          return node.text
        case 'link':
          return canSendLinks ? `<${node.url}|${inner()}>` : `${inner()} (${node.url})`
        default:
          return inner()
      }
    })
    .join('')
}
