import type { FileBlock, LocationBlock } from '@openparley/client'
import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit'
import { controls } from '../look/controls.ts'
import { icon } from '../look/icons.ts'
import { fileSize } from '../parts/file-size.ts'
import { define } from '../session/define.ts'
import type { Words } from '../words/words.ts'
import { emitChatEvent } from './chat-events.ts'

/** The width and height of a picture whose size is not known, in pixels. */
const unknownSize = 240

/** A file or a location in a message. Loaded with the first one. */
class ParleyFileView extends LitElement {
  static override properties: PropertyDeclarations = {
    block: { attribute: false },
    words: { attribute: false },
    isSent: { attribute: false },
    isCurrent: { attribute: false },
  }
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }

      :focus-visible {
        outline: 2px solid currentColor;
        outline-offset: 2px;
      }

      .picture,
      .video,
      audio {
        display: block;
        max-width: 100%;
      }

      .picture {
        padding: 0;
        border: 0;
        border-radius: 8px;
        background: none;
        cursor: zoom-in;
      }

      .picture img {
        display: block;
        width: auto;
        max-width: min(100%, 320px);
        height: auto;
        max-height: 320px;
        border-radius: 8px;
        background: var(--_surface);
        object-fit: contain;
      }

      .video {
        width: 320px;
        height: auto;
        border-radius: 8px;
      }

      .file {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: center;
        gap: 0 10px;
        color: inherit;
        text-decoration: none;
      }

      .file .icon {
        grid-row: 1 / 3;
        width: 28px;
        height: 28px;
      }

      .file-name {
        overflow-wrap: anywhere;
        text-decoration: underline;
      }

      .file-size {
        grid-column: 2;
        font-size: var(--_small);
      }
    `,
  ]

  declare block: FileBlock | LocationBlock
  declare words: Words
  /** A file can be downloaded when its message is sent. */
  declare isSent: boolean
  /** Whether Tab reaches its controls. */
  declare isCurrent: boolean

  get #tabindex() {
    return this.isCurrent ? 0 : -1
  }

  override render() {
    const { block } = this
    if (block.type === 'location') return this.#location(block)
    const { url } = block
    if (block.subtype === 'image' && url) return this.#picture(block, url)
    if (block.subtype === 'video' && url) return this.#video(block, url)
    if ((block.subtype === 'audio' || block.subtype === 'voice') && url)
      return this.#audio(block, url)
    return this.#file(block)
  }

  #location({ latitude, longitude }: LocationBlock) {
    const { words } = this
    return html`<a
      class="file"
      tabindex=${this.#tabindex}
      href=${`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
      target="_blank"
      rel="noopener noreferrer nofollow"
    >
      ${icon('location')}
      <span class="file-name">${words.location}</span>
      <span class="file-size">${words.openMap}</span>
    </a>`
  }

  #picture(block: Extract<FileBlock, { subtype: 'image' }>, url: string) {
    const { filename, width = unknownSize, height = unknownSize } = block
    return html`<button
      class="picture"
      tabindex=${this.#tabindex}
      aria-haspopup="dialog"
      aria-label=${this.words.openPicture(filename)}
      @click=${() => emitChatEvent(this, 'chat-picture', url)}
      ><img src=${url} width=${width} height=${height} alt="" loading="lazy" decoding="async"
    /></button>`
  }

  #video(block: Extract<FileBlock, { subtype: 'video' }>, url: string) {
    const { filename, width = 320, height = 180 } = block
    return html`<video
      class="video"
      controls
      preload="metadata"
      src=${url}
      aria-label=${filename}
      width=${width}
      height=${height}
      tabindex=${this.#tabindex}
    ></video>`
  }

  #audio({ filename }: FileBlock, url: string) {
    return html`<audio
      controls
      preload="none"
      src=${url}
      aria-label=${filename}
      tabindex=${this.#tabindex}
    ></audio>`
  }

  #file({ filename, url, size }: FileBlock) {
    const { words } = this
    return html`<a
      class="file"
      tabindex=${this.#tabindex}
      href=${url && this.isSent ? url : nothing}
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
}

define('parley-file-view', ParleyFileView)
