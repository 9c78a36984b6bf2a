import type { ConversationRef, FileToken, MessageRef, Session } from '@openparley/client'
import { css, html, nothing, type TemplateResult } from 'lit'
import { icon } from '../look/icons.ts'
import type { Words } from '../words/words.ts'

export const styles = css`
  .attachments {
    display: flex;
    gap: 8px;
    padding: 0 4px 8px;
    overflow: auto;
  }

  .attachment {
    display: flex;
    flex: none;
    align-items: center;
    gap: 8px;
    max-width: 240px;
    padding: 6px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    font-size: var(--_small);
  }

  .attachment img {
    width: 44px;
    height: 44px;
    border-radius: 6px;
    object-fit: cover;
  }

  .attachment > .icon {
    flex: none;
    width: 28px;
    height: 28px;
  }

  .attachment > div {
    min-width: 0;
  }

  .attachment bdi {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .attachment progress {
    width: 100%;
  }

  .attachment .problem {
    color: var(--_danger);
  }
`

/** A file that is uploaded, and then sent. */
interface Attachment {
  file: File
  /** The address of the picture for this page. */
  preview: string | undefined
  /** From 0 to 1. */
  progress: number
  isFailed: boolean
  /** Whether it is sent as soon as it is uploaded. */
  isSent: boolean
  uploaded: Promise<FileToken>
  cancel: () => void
}

/** The files that the user adds to a conversation and has not sent. */
export class Attachments {
  items: readonly Attachment[] = []
  readonly #session: Session
  readonly #conversation: ConversationRef
  readonly #listeners = new Set<() => void>()

  constructor(session: Session, conversation: ConversationRef) {
    this.#session = session
    this.#conversation = conversation
  }

  /** Whether there is a file to send. */
  get canSend(): boolean {
    return this.items.some(({ isFailed, isSent }) => !isFailed && !isSent)
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  add(files: readonly File[]): void {
    this.#set([...this.items, ...files.map((file) => this.#begin(file))])
  }

  /** Sends all files, each as soon as it is uploaded. Failed messages stay. */
  send(onSend: (sent: Promise<MessageRef>) => void): void {
    for (const item of this.items) {
      if (item.isFailed || item.isSent) continue
      item.isSent = true
      void item.uploaded.then(
        (fileToken) => {
          this.#remove(item)
          onSend(this.#conversation.send({ content: [{ type: 'file', fileToken }] }))
        },
        // It is shown as failed.
        () => undefined,
      )
    }
  }

  #set(items: readonly Attachment[]): void {
    this.items = items
    for (const listener of this.#listeners) listener()
  }

  #begin(file: File): Attachment {
    const controller = new AbortController()
    const upload = file.type.startsWith('image/') ? 'uploadImage' : 'uploadFile'
    const item: Attachment = {
      file,
      preview: file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined,
      progress: 0,
      isFailed: false,
      isSent: false,
      uploaded: this.#session[upload](
        file,
        { filename: file.name },
        {
          signal: controller.signal,
          onProgress: (sent, total) => {
            item.progress = total > 0 ? sent / total : 0
            this.#set(this.items)
          },
        },
      ),
      cancel: () => controller.abort(),
    }
    item.uploaded.then(
      () => {
        item.progress = 1
        this.#set(this.items)
      },
      () => {
        item.isFailed = true
        this.#set(this.items)
      },
    )
    return item
  }

  #remove(item: Attachment): void {
    item.cancel()
    if (item.preview) URL.revokeObjectURL(item.preview)
    this.#set(this.items.filter((one) => one !== item))
  }

  #again(item: Attachment): void {
    this.#remove(item)
    this.add([item.file])
  }

  render(words: Words): TemplateResult | typeof nothing {
    if (this.items.length === 0) return nothing
    return html`<div class="attachments" role="list">
      ${this.items.map((item) => this.#item(item, words))}
    </div>`
  }

  #item(item: Attachment, words: Words): TemplateResult {
    const { file, preview, progress, isFailed } = item
    return html`<div class="attachment" role="listitem">
      ${preview ? html`<img src=${preview} alt="" />` : icon('file')}
      <div>
        <bdi>${file.name}</bdi>
        ${
          isFailed
            ? html`<span class="problem" role="alert">${words.uploadFailed(file.name)}</span>
                <button class="button" @click=${() => this.#again(item)}>${words.retry}</button>`
            : progress < 1
              ? html`<progress max="1" value=${progress} aria-label=${words.uploading(file.name)}></progress>`
              : nothing
        }
      </div>
      <button class="icon-button" aria-label=${words.removeFile(file.name)} title=${words.removeFile(file.name)} @click=${() => this.#remove(item)}>
        ${icon('close')}
      </button>
    </div>`
  }
}

const known = new WeakMap<ConversationRef, Attachments>()

/** The same object for the same conversation of a session. */
export function attachmentsOf(session: Session, conversation: ConversationRef): Attachments {
  const attachments = known.get(conversation) ?? new Attachments(session, conversation)
  known.set(conversation, attachments)
  return attachments
}
