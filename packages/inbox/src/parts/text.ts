import type { TextNode } from '@openparley/client'
import { css, html, type TemplateResult } from 'lit'

type Shown = TemplateResult | string

/**
 * The text of a message as elements. No part of the text becomes HTML: strings become text nodes, and only links with
 * one of four schemes become links. `ownId` is the user whose mentions are highlighted.
 */
export const textOf = (nodes: readonly TextNode[], ownId: string): Shown[] =>
  nodes.map((node) => shown(node, ownId))

function shown(node: TextNode, ownId: string): Shown {
  if (typeof node === 'string') return node
  const inner = () => ('children' in node ? textOf(node.children, ownId) : [])
  switch (node.type) {
    case 'bold':
      return html`<strong>${inner()}</strong>`
    case 'italic':
      return html`<em>${inner()}</em>`
    case 'strikethrough':
      return html`<s>${inner()}</s>`
    case 'codeSpan':
      return html`<code dir="auto">${node.text}</code>`
    case 'bulletList':
      return html`<ul>${inner()}</ul>`
    case 'bulletPoint':
      return html`<li dir="auto">${inner()}</li>`
    case 'link':
      return link(node.url, inner())
    case 'autoLink':
      return link(node.url, [node.text])
    case 'mention':
      return html`<bdi class="mention ${node.id === ownId ? 'own' : ''}">@${node.text}</bdi>`
    case 'customEmoji':
      return node.text
    default:
      // Actions need code of the page: here they are text.
      return html`<span>${inner()}</span>`
  }
}

const link = (url: string, text: Shown[]): Shown =>
  isLink(url)
    ? html`<bdi><a href=${url} target="_blank" rel="noopener noreferrer nofollow">${text}</a></bdi>`
    : html`<span>${text}</span>`

const schemes = ['https:', 'http:', 'mailto:', 'tel:']

/** Whether a page may link to the URL. */
export const isLink = (url: string): boolean =>
  URL.canParse(url) && schemes.includes(new URL(url).protocol)

export const textStyles = css`
  .text {
    margin: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    /* Marks that stack up on one letter stay within the message. */
    overflow: clip;
    unicode-bidi: plaintext;
  }

  .text a {
    color: inherit;
    text-decoration: underline;
  }

  .text code {
    padding: 0 4px;
    border-radius: 4px;
    background: color-mix(in srgb, currentColor 12%, transparent);
    font-family: ui-monospace, monospace;
    font-size: 0.9em;
  }

  .text ul {
    margin: 0;
    padding-inline-start: 1.25em;
    white-space: normal;
  }

  .mention {
    font-weight: 600;
  }

  .mention.own {
    padding: 0 3px;
    border-radius: 4px;
    background: color-mix(in srgb, currentColor 18%, transparent);
  }
`
