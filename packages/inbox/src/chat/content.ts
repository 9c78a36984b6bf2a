import type { FileBlock, LocationBlock, MessageSnapshot } from '@openparley/client'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../look/icons.ts'
import { fileSize } from '../parts/file-size.ts'
import { textOf } from '../parts/text.ts'
import type { Words } from '../words/words.ts'
import { isOnlyEmoji } from './only-emoji.ts'

interface ContentView {
  words: Words
  userId: string
  isCurrent: boolean
}

/** What a message contains. */
export function contentOf(
  { content, delivery }: MessageSnapshot,
  view: ContentView,
): TemplateResult[] {
  return content.map((block) => {
    if (block.type === 'text') {
      const big = isOnlyEmoji(block.children) ? 'big' : ''
      return html`<div class="text ${big}" dir="auto">${textOf(block.children, view.userId)}</div>`
    }
    return block.type === 'location'
      ? location(block, view)
      : file(block, view, delivery === 'sent')
  })
}

const location = ({ latitude, longitude }: LocationBlock, { words, isCurrent }: ContentView) =>
  html`<a
    class="file"
    tabindex=${isCurrent ? 0 : -1}
    href=${`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
    target="_blank"
    rel="noopener noreferrer nofollow"
  >
    ${icon('location')}
    <span class="file-name">${words.location}</span>
    <span class="file-size">${words.openMap}</span>
  </a>`

/** The width and height of a picture whose size is not known, in pixels. */
const unknownSize = 240

function file(block: FileBlock, view: ContentView, isSent: boolean): TemplateResult {
  const { words, isCurrent } = view
  const { filename, url, size } = block
  if (block.subtype === 'image' && url) {
    const { width = unknownSize, height = unknownSize } = block
    return html`<a
      class="picture"
      tabindex=${isCurrent ? 0 : -1}
      href=${url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      aria-label=${words.openPicture(filename)}
      ><img src=${url} width=${width} height=${height} alt=${filename} loading="lazy" decoding="async"
    /></a>`
  }
  if (block.subtype === 'video' && url)
    return html`<video
      class="video"
      controls
      preload="metadata"
      src=${url}
      aria-label=${filename}
      width=${block.width ?? 320}
      height=${block.height ?? 180}
      tabindex=${isCurrent ? 0 : -1}
    ></video>`
  if ((block.subtype === 'audio' || block.subtype === 'voice') && url)
    return html`<audio
      controls
      preload="none"
      src=${url}
      aria-label=${filename}
      tabindex=${isCurrent ? 0 : -1}
    ></audio>`
  return html`<a
    class="file"
    tabindex=${isCurrent ? 0 : -1}
    href=${url && isSent ? url : nothing}
    download=${filename}
    target="_blank"
    rel="noopener noreferrer nofollow"
    aria-label=${`${words.download(filename)} ${fileSize(size, words.locale)}`}
  >
    ${icon('file')}
    <bdi class="file-name">${filename}</bdi>
    <span class="file-size">${fileSize(size, words.locale)}</span>
  </a>`
}
