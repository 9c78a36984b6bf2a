import { unwrap } from '@openparley/client'
import { html } from 'lit'
import { appClient } from '../api/app.ts'
import type { Conversation } from '../api/types.ts'
import { appPages } from '../look/app-pages.ts'
import { icon } from '../look/icons.ts'
import { Confirm } from '../parts/confirm.ts'
import { copyButton } from '../parts/copy.ts'
import { define } from '../parts/define.ts'
import { titleOf } from '../parts/lines.ts'
import { Loader } from '../parts/loader.ts'
import { heading, Page } from '../parts/page.ts'
import { PageStyles } from '../parts/styles.ts'
import { timeText } from '../parts/time.ts'
import { showToast } from '../parts/toast.ts'
import { goTo, linkTo } from '../router.ts'
import { Participants } from './conversation/participants.ts'
import { Transcript } from './conversation/transcript.ts'

const list = '/apps/:appId/conversations'

export class ConversationPage extends Page {
  protected readonly styles = new PageStyles(this, appPages)
  readonly #confirm = new Confirm(this)

  readonly #conversation = new Loader(
    this,
    async () => {
      const params = { path: { conversationId: this.#id } }
      return unwrap(await appClient(this.appId).GET('/conversations/{conversationId}', { params }))
    },
    { keys: () => [this.appId, this.#id] },
  )
  readonly #participants = new Participants(this, () => [this.appId, this.#id], this.#confirm)
  readonly #transcript = new Transcript(
    this,
    () => [this.appId, this.#id],
    this.#confirm,
    () => {
      void this.#conversation.reload()
      void this.#participants.reload()
    },
  )

  get #id(): string {
    return this.place.params.conversationId ?? ''
  }

  protected override render(): unknown {
    const { data } = this.#conversation
    return html`
      ${heading(data ? titleOf(data) : this.#id, {
        text: html`<a href=${linkTo(list, { appId: this.appId })}>Conversations</a> / ${this.#id}`,
        actions: html`
          <button class="button danger" type="button" @click=${this.#delete}>${icon('delete')} Delete</button>
        `,
      })}
      ${this.#conversation.show(
        (conversation) => html`
          <div class="columns">
            <section class="card" aria-labelledby="transcript">${this.#transcript.show()}</section>
            <div class="stack">
              <section class="card" aria-labelledby="participants">
                ${this.#participants.show(conversation.participants)}
              </section>
              ${this.#facts(conversation)}
            </div>
          </div>
        `,
      )}
      ${this.#confirm.show()}
    `
  }

  readonly #delete = () =>
    this.#confirm.ask({
      title: 'Delete the conversation',
      text: 'The conversation is deleted with its messages and files, for all participants. Its users stay. This cannot be undone.',
      button: 'Delete',
      typed: this.#id,
      run: async () => {
        const params = { path: { conversationId: this.#id } }
        unwrap(await appClient(this.appId).DELETE('/conversations/{conversationId}', { params }))
        showToast('The conversation was deleted.')
        goTo(list, { appId: this.appId })
      },
    })

  #facts({ id, subject, topicId, photoUrl, createdAt, welcomeMessages, custom }: Conversation) {
    const none = html`<span class="muted">none</span>`
    return html`
      <section class="card" aria-label="Properties">
        <dl class="facts">
          <dt>Id</dt>
          <dd class="row">${id} ${copyButton(id, 'the id')}</dd>
          <dt>Subject</dt>
          <dd>${subject ?? none}</dd>
          <dt>Topic</dt>
          <dd>${topicId}</dd>
          <dt>Picture</dt>
          <dd>${photoUrl ?? none}</dd>
          <dt>Created</dt>
          <dd>${timeText(createdAt)}</dd>
          <dt>Welcome messages</dt>
          <dd>${welcomeMessages?.join(' · ') ?? none}</dd>
          ${Object.entries(custom).map(([key, value]) => html`<dt class="mono">${key}</dt><dd>${value}</dd>`)}
        </dl>
      </section>
    `
  }
}

define('page-conversation', ConversationPage)
