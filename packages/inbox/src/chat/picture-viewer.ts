import { css, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from 'lit'
import { controls } from '../look/controls.ts'
import { icon } from '../look/icons.ts'
import { tokens } from '../look/tokens.ts'
import { define } from '../session/define.ts'
import type { Words } from '../words/words.ts'

/** A picture of a message. */
export interface Picture {
  url: string
  filename: string
}

/**
 * Shows a picture over the page, with buttons to the pictures before and after it. Emits `close`; the browser returns
 * the focus. Loaded
 * with the first use.
 */
class ParleyPictureViewer extends LitElement {
  static override properties: PropertyDeclarations = {
    pictures: { attribute: false },
    url: { attribute: false },
    words: { attribute: false },
  }
  static override styles = [
    tokens,
    controls,
    css`
      dialog {
        grid-template: auto minmax(0, 1fr) / auto minmax(0, 1fr) auto;
        align-items: center;
        width: 100dvw;
        max-width: none;
        height: 100dvh;
        max-height: none;
        margin: 0;
        padding: calc(8px + env(safe-area-inset-top)) calc(8px + env(safe-area-inset-right))
          calc(8px + env(safe-area-inset-bottom)) calc(8px + env(safe-area-inset-left));
        border: 0;
        background: #000c;
        color: #fff;
        color-scheme: dark;
      }

      dialog[open] {
        display: grid;
      }

      dialog::backdrop {
        background: #0008;
      }

      .bar {
        display: flex;
        grid-column: 1 / 4;
        align-items: center;
        gap: 8px;
      }

      .bar bdi {
        flex: 1;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      img {
        grid-column: 2;
        width: 100%;
        height: 100%;
        object-fit: scale-down;
      }

      .icon-button {
        color: #fff;
      }

      .icon-button:hover {
        background: #fff3;
        color: #fff;
      }

      :focus-visible {
        outline-color: #fff;
      }

      .next {
        grid-column: 3;
      }

      .next .icon {
        transform: scaleX(-1);
      }

      .next .mirrored:dir(rtl) {
        transform: none;
      }
    `,
  ]

  /** The pictures of the messages that are loaded, the oldest first. */
  declare pictures: readonly Picture[]
  /** The URL of the picture that is shown. */
  declare url: string
  declare words: Words

  get #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog') as HTMLDialogElement
  }

  protected override firstUpdated(_changed: PropertyValues<this>): void {
    this.#dialog.showModal()
  }

  #step(by: number): void {
    const at = this.pictures.findIndex(({ url }) => url === this.url)
    this.url = this.pictures[at + by]?.url ?? this.url
  }

  readonly #keyPressed = ({ key }: KeyboardEvent): void => {
    const isRtl = getComputedStyle(this).direction === 'rtl'
    if (key === 'ArrowRight') this.#step(isRtl ? -1 : 1)
    if (key === 'ArrowLeft') this.#step(isRtl ? 1 : -1)
  }

  readonly #clicked = ({ target }: Event): void => {
    if (target === this.#dialog) this.#dialog.close()
  }

  override render() {
    const { pictures, url, words } = this
    const at = pictures.findIndex((one) => one.url === url)
    const filename = pictures[at]?.filename ?? ''
    return html`<dialog
      aria-label=${filename}
      @close=${() => this.dispatchEvent(new Event('close'))}
      @keydown=${this.#keyPressed}
      @click=${this.#clicked}
    >
      <div class="bar">
        <bdi>${filename}</bdi>
        <a
          class="icon-button"
          href=${url}
          download=${filename}
          target="_blank"
          rel="noopener noreferrer nofollow"
          aria-label=${words.download(filename)}
          title=${words.download(filename)}
          >${icon('download')}</a
        >
        <button class="icon-button" autofocus aria-label=${words.close} title=${words.close} @click=${() => this.#dialog.close()}>
          ${icon('close')}
        </button>
      </div>
      ${at > 0 ? this.#stepButton('previous', -1) : nothing}
      <img src=${url} alt=${filename} />
      ${at < pictures.length - 1 ? this.#stepButton('next', 1) : nothing}
    </dialog>`
  }

  #stepButton(which: 'previous' | 'next', by: number) {
    const name = this.words[which]
    return html`<button class="icon-button ${which}" aria-label=${name} title=${name} @click=${() => this.#step(by)}>
      ${icon('back')}
    </button>`
  }
}

define('parley-picture-viewer', ParleyPictureViewer)
