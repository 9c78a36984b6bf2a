import type { ConversationRef, MessageSnapshot, Session } from '@openparley/client'
import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from 'lit'
import { live } from 'lit/directives/live.js'
import { emitChatEvent } from '../chat/chat-events.ts'
import type { Permissions } from '../chat/permissions.ts'
import { controls } from '../look/controls.ts'
import { icon } from '../look/icons.ts'
import { tokens } from '../look/tokens.ts'
import { define } from '../session/define.ts'
import { adoptStyles } from '../session/on-use.ts'
import type { Words } from '../words/words.ts'
import type { Attachments } from './attachments.ts'
import { charactersLeft, fewLeft } from './characters-left.ts'
import { composerStyles } from './composer-styles.ts'
import { contextOf } from './context.ts'
import { type Draft, draftOf, emptyDraft, keepDraft } from './drafts.ts'
import type { ParleyEmojiPicker } from './emoji-picker.ts'
import type { Suggestion } from './suggestions.ts'
import type { Trigger } from './trigger.ts'
import { messageOf } from './typed.ts'

/** The code of files, once a file was added. */
let attaching: typeof import('./attachments.ts') | undefined

/** Where the user writes, inside of `<parley-chat>`. */
export class ParleyComposer extends LitElement {
  static override properties: PropertyDeclarations = {
    session: { attribute: false },
    ref: { attribute: false },
    may: { attribute: false },
    words: { attribute: false },
    enterBreaks: { attribute: false },
    draft: { state: true },
    editing: { state: true },
    suggestions: { state: true },
    selected: { state: true },
    hasPicker: { state: true },
    attachments: { state: true },
  }
  static override styles = [tokens, controls, composerStyles]

  declare session: Session
  declare ref: ConversationRef
  declare may: Permissions
  declare words: Words
  /** Whether Enter breaks the line; then only the button sends. */
  declare enterBreaks: boolean
  declare draft: Draft
  /** The message that is edited, and the text that was typed before the edit. */
  declare editing: { message: MessageSnapshot; before: Draft } | undefined
  declare suggestions: Suggestion[]
  declare selected: number
  declare hasPicker: boolean
  declare attachments: Attachments | undefined
  #trigger: Trigger | undefined
  #suggesting: typeof import('./suggestions.ts') | undefined
  /** Where a space was added after a completed name. A space that the user types there replaces the added one. */
  #spaceAt: number | undefined
  #unwatch = () => {}

  constructor() {
    super()
    this.draft = emptyDraft
    this.suggestions = []
    this.selected = 0
    this.hasPicker = false
    this.enterBreaks = false
  }

  get #field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea')
  }

  get #button(): HTMLElement | null {
    return this.renderRoot.querySelector('.emoji')
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#unwatch()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('ref')) return
    this.draft = draftOf(this.session, this.ref.id)
    this.editing = undefined
    this.#close()
    this.#unwatch()
    this.attachments = undefined
    if (attaching) this.#withAttachments(attaching)
  }

  override focus(): void {
    this.#field?.focus()
  }

  replyTo(message: MessageSnapshot): void {
    if (this.editing) this.cancel()
    this.#change({ ...this.draft, replyTo: message })
    this.focus()
  }

  edit(message: MessageSnapshot): void {
    this.#report(import('./typed-draft.ts').then((module) => this.#edit(message, module)))
  }

  async #edit(
    message: MessageSnapshot,
    { typedDraft }: typeof import('./typed-draft.ts'),
  ): Promise<void> {
    const before = this.editing?.before ?? this.draft
    this.editing = { message, before }
    this.draft = typedDraft(message, this.may.sendLinks === true)
    await this.updateComplete
    this.focus()
    this.#field?.setSelectionRange(this.draft.text.length, this.draft.text.length)
  }

  /** Ends an edit, or cancels the reply. */
  readonly cancel = (): void => {
    if (this.editing) {
      this.draft = this.editing.before
      this.editing = undefined
    } else {
      const { replyTo: _, ...draft } = this.draft
      this.#change(draft)
    }
    this.focus()
  }

  /** Adds files, which begin to be uploaded. */
  addFiles(files: readonly File[]): void {
    if (files.length === 0 || this.editing || !this.may.uploadFiles) return
    const { ref } = this
    const added = import('./attachments.ts').then((module) => {
      attaching = module
      // The user may have opened another conversation.
      if (this.ref === ref) this.#withAttachments(module)
      module.attachmentsOf(this.session, ref).add(files)
      this.focus()
    })
    this.#report(added)
  }

  /** Shows the files that the user adds to the conversation. */
  #withAttachments(module: typeof import('./attachments.ts')): void {
    const attachments = module.attachmentsOf(this.session, this.ref)
    adoptStyles(this, module)
    if (this.attachments === attachments) return
    this.#unwatch()
    this.attachments = attachments
    this.#unwatch = attachments.subscribe(() => this.requestUpdate())
  }

  #change(draft: Draft): void {
    this.draft = draft
    if (!this.editing) keepDraft(this.session, this.ref.id, draft)
  }

  readonly #typed = (): void => {
    const field = this.#field
    if (!field) return
    this.#change({ ...this.draft, text: field.value })
    if (field.value.trim() !== '' && !this.editing)
      // Without a connection, the typing event is not needed.
      this.ref.markAsTyping().catch(() => undefined)
    void this.#suggest()
  }

  readonly #suggest = async (): Promise<void> => {
    const field = this.#field
    if (!field || field.selectionStart !== field.selectionEnd) return this.#close()
    const { value, selectionStart } = field
    if (!/[@:]/.test(value)) return this.#close()
    try {
      this.#suggesting = await import('./suggestions.ts')
      adoptStyles(this, this.#suggesting)
      // The user has continued to type.
      if (value !== field.value || selectionStart !== field.selectionStart) return
      const trigger = this.#suggesting.triggerAt(value, selectionStart)
      this.#trigger = trigger
      if (!trigger) return this.#close()
      const found = await this.#suggesting.suggestionsFor(trigger, this.ref, this.session.userId)
      if (this.#trigger !== trigger) return
      this.suggestions = found
      this.selected = 0
    } catch {
      // Without a connection, the user types without suggestions.
      this.#close()
    }
  }

  #close(): void {
    this.#trigger = undefined
    this.suggestions = []
  }

  #complete({ inserted, mention }: Suggestion): void {
    const field = this.#field
    const trigger = this.#trigger
    if (!field || !trigger || !this.#suggesting) return
    const { completed } = this.#suggesting
    const { text, caret } = completed(field.value, trigger, field.selectionStart, inserted)
    const mentions = mention ? [...this.draft.mentions, mention] : this.draft.mentions
    this.#put({ ...this.draft, text, mentions }, caret)
    this.#spaceAt = text[caret - 1] === ' ' ? caret : undefined
    this.#close()
  }

  /** Sets the text and the caret. */
  #put(draft: Draft, caret: number): void {
    this.#change(draft)
    const field = this.#field
    if (!field) return
    field.value = draft.text
    field.focus()
    field.setSelectionRange(caret, caret)
  }

  #insert(text: string): void {
    const field = this.#field
    if (!field) return
    const { selectionStart: start, selectionEnd: end, value } = field
    this.#put(
      { ...this.draft, text: value.slice(0, start) + text + value.slice(end) },
      start + text.length,
    )
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    // Enter ends the composition of a character. Safari reports it as key 229 after that.
    if (event.isComposing || event.keyCode === 229) return
    const { key } = event
    const { length } = this.suggestions
    const isOpen = length > 0
    if (isOpen && (key === 'ArrowDown' || key === 'ArrowUp'))
      this.selected = (this.selected + (key === 'ArrowDown' ? 1 : -1) + length) % length
    else if (isOpen && (key === 'Enter' || key === 'Tab'))
      this.#complete(this.suggestions[this.selected] as Suggestion)
    else if (isOpen && key === 'Escape') this.#close()
    else if (key === 'Escape' && (this.editing || this.draft.replyTo)) this.cancel()
    else if (key === ' ' && this.#field?.selectionStart === this.#spaceAt) this.#spaceAt = undefined
    else if (key === 'ArrowUp' && this.draft.text === '') emitChatEvent(this, 'chat-escape', null)
    else if (key === 'Enter' && !event.shiftKey && !this.enterBreaks) this.#send()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  get #left(): number {
    return charactersLeft(this.draft.text)
  }

  get #canSend(): boolean {
    const { text } = this.draft
    return this.#left >= 0 && (text.trim() !== '' || (!this.editing && this.#hasFiles))
  }

  get #hasFiles(): boolean {
    return this.attachments?.canSend ?? false
  }

  readonly #send = (): void => {
    if (!this.#canSend) return
    const { text, mentions, replyTo } = this.draft
    const typed = text.trim()
    if (this.editing) {
      const { message } = this.editing
      this.#report(this.ref.message(message.id).edit(messageOf(typed, mentions)))
      this.cancel()
      return
    }
    const reply = replyTo && { referencedMessage: replyTo.id }
    if (this.#hasFiles) this.attachments?.send((sent) => emitChatEvent(this, 'chat-sent', sent))
    if (typed !== '')
      emitChatEvent(this, 'chat-sent', this.ref.send({ ...messageOf(typed, mentions), ...reply }))
    this.#change(emptyDraft)
    this.#close()
    this.focus()
  }

  readonly #pasted = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])]
    // Text that was copied from an office program contains a picture of the text too.
    if (files.length === 0 || event.clipboardData?.getData('text/plain')) return
    event.preventDefault()
    this.addFiles(files)
  }

  readonly #chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement
    this.addFiles([...(input.files ?? [])])
    input.value = ''
  }

  /** The chat shows an error to the user if it fails. */
  #report(attempt: Promise<unknown>): void {
    emitChatEvent(this, 'chat-failed', attempt)
  }

  readonly #openPicker = (): void => this.#report(this.#showPicker())

  async #showPicker(): Promise<void> {
    const [{ showPopup, popupStyles: styles }] = await Promise.all([
      import('../parts/popup.ts'),
      import('./emoji-picker.ts'),
    ])
    adoptStyles(this, { styles })
    this.hasPicker = true
    await this.updateComplete
    const popup = this.renderRoot.querySelector<HTMLElement>('.picker')
    if (!popup || !this.#button) return
    showPopup(popup, this.#button)
    const picker = popup.firstElementChild as ParleyEmojiPicker
    await picker.updateComplete
    picker.begin()
  }

  readonly #picked = ({ detail }: CustomEvent<string>): void => {
    this.renderRoot.querySelector<HTMLElement>('.picker')?.hidePopover()
    this.#insert(detail)
  }

  override render() {
    const { words, draft, editing } = this
    const left = this.#left
    return html`
      ${contextOf(this.draft.replyTo, editing?.message, words, this.cancel)} ${editing ? nothing : (this.attachments?.render(words) ?? nothing)}
      ${this.suggestions.length > 0 ? this.#suggesting?.suggestionList(this.suggestions, this.selected, words, (one) => this.#complete(one)) : nothing}
      <div class="bar" part="composer">
        ${
          editing || !this.may.uploadFiles
            ? nothing
            : html`<button class="icon-button" aria-label=${words.attach} title=${words.attach} @click=${() => this.renderRoot.querySelector<HTMLInputElement>('.files')?.click()}>
                ${icon('attach')}
              </button>
              <input class="files" type="file" multiple hidden aria-label=${words.attach} @change=${this.#chosen} />`
        }
        <div class="grow" data-text=${`${draft.text} `}>
          <textarea
            part="input"
            rows="1"
            dir="auto"
            enterkeyhint=${this.enterBreaks ? 'enter' : 'send'}
            aria-label=${editing ? words.editing : words.write}
            placeholder=${words.write}
            aria-autocomplete="list"
            aria-controls=${this.suggestions.length > 0 ? 'suggestions' : nothing}
            aria-activedescendant=${this.suggestions.length > 0 ? `suggestion-${this.selected}` : nothing}
            aria-invalid=${left < 0}
            aria-describedby=${left < fewLeft ? 'left' : nothing}
            .value=${live(draft.text)}
            @input=${this.#typed}
            @keydown=${this.#keyPressed}
            @keyup=${this.#caretMoved}
            @click=${this.#suggest}
            @blur=${() => this.#close()}
            @paste=${this.#pasted}
          ></textarea>
        </div>
        <button class="icon-button emoji" aria-label=${words.emoji} title=${words.emoji} aria-haspopup="dialog" @click=${this.#openPicker}>
          ${icon('emoji')}
        </button>
        <button
          class="icon-button send"
          part="send-button"
          aria-label=${editing ? words.save : words.send}
          title=${editing ? words.save : words.send}
          ?disabled=${!this.#canSend}
          @click=${this.#send}
        >
          ${icon(editing ? 'check' : 'send')}
        </button>
      </div>
      ${left < fewLeft ? html`<p id="left" class="left ${left < 0 ? 'over' : ''}" role="status">${left < 0 ? words.charactersOver(-left) : words.charactersLeft(left)}</p>` : nothing}
      ${
        this.hasPicker
          ? html`<div class="picker" popover role="dialog" aria-label=${words.emoji} @toggle=${this.#pickerToggled}>
              <parley-emoji-picker .words=${words} @emoji=${this.#picked}></parley-emoji-picker>
            </div>`
          : nothing
      }
    `
  }

  readonly #pickerToggled = async ({ newState }: ToggleEvent): Promise<void> => {
    if (newState !== 'closed') return
    this.hasPicker = false
    await this.updateComplete
    if (document.activeElement === document.body) this.#button?.focus()
  }

  readonly #caretMoved = ({ key }: KeyboardEvent): void => {
    if (key === 'ArrowLeft' || key === 'ArrowRight' || key === 'Home' || key === 'End')
      void this.#suggest()
  }
}

define('parley-composer', ParleyComposer)
