import type { MessageSnapshot } from '@openparley/client'
import { html, type TemplateResult } from 'lit'
import { textOf } from '../parts/text.ts'
import { untilLoaded } from '../session/on-use.ts'
import type { Words } from '../words/words.ts'
import { isOnlyEmoji } from './only-emoji.ts'
import type { Picture } from './picture-viewer.ts'

const fileView = untilLoaded(() => import('./file-view.ts'))

interface ContentView {
  words: Words
  userId: string
  isCurrent: boolean
}

/** Renders the content of a message. */
export function contentOf(
  { content, delivery }: MessageSnapshot,
  { words, userId, isCurrent }: ContentView,
): TemplateResult[] {
  return content.map((block) => {
    if (block.type === 'text') {
      const big = isOnlyEmoji(block.children) ? 'big' : ''
      return html`<div class="text ${big}" dir="auto">${textOf(block.children, userId)}</div>`
    }
    void fileView()
    return html`<parley-file-view
      .block=${block}
      .words=${words}
      .isSent=${delivery === 'sent'}
      .isCurrent=${isCurrent}
    ></parley-file-view>`
  })
}

/** The pictures in the messages, the oldest first. */
export const picturesIn = (newestFirst: readonly MessageSnapshot[]): Picture[] =>
  newestFirst
    .toReversed()
    .flatMap(({ content }) => content)
    .flatMap((block) =>
      block.type === 'file' && block.subtype === 'image' && block.url
        ? [{ url: block.url, filename: block.filename }]
        : [],
    )
