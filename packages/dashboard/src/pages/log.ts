import { logTypes } from 'document:events'
import { unwrap } from '@openparley/client'
import { html } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { operator } from '../api/session.ts'
import type { LogEntry } from '../api/types.ts'
import { appPages } from '../look/app-pages.ts'
import { icon } from '../look/icons.ts'
import { define } from '../parts/define.ts'
import { emptyState } from '../parts/empty.ts'
import { submitted } from '../parts/field.ts'
import { jsonBlock } from '../parts/json.ts'
import { Loader } from '../parts/loader.ts'
import { heading, Page } from '../parts/page.ts'
import { PageStyles } from '../parts/styles.ts'
import { exactTime, numberText } from '../parts/time.ts'
import { setQuery } from '../router.ts'

const pageSize = 100
/** Max entries on the page. */
const maxEntries = 1000

export class LogPage extends Page {
  protected readonly styles = new PageStyles(this, appPages)
  #isLive = true
  #hasOlder = false
  /** The query of the entries that are shown. */
  #shown = ''
  #opened = new Set<LogEntry['id']>()

  readonly #entries = new Loader(this, (signal) => this.#load(signal), {
    keys: () => [this.appId, this.place.query.toString()],
    every: 2000,
  })

  async #page(last?: LogEntry): Promise<LogEntry[]> {
    const query = {
      limit: pageSize,
      ...Object.fromEntries(this.place.query),
      ...(last && { startingAfter: last.id }),
    }
    const params = { path: { appId: this.appId }, query }
    return unwrap(await operator.GET('/apps/{appId}/log', { params })).data
  }

  async #load(signal: AbortSignal): Promise<LogEntry[]> {
    const query = this.place.query.toString()
    const before = query === this.#shown ? this.#entries.data : undefined
    if (before && !this.#isLive) return before
    const page = await this.#page()
    // The loader ignores the page, so the entries of the query are not shown.
    signal.throwIfAborted()
    this.#shown = query
    const newest = before?.[0]
    const place = newest ? page.findIndex(({ id }) => id === newest.id) : -1
    if (!before || place < 0) {
      this.#hasOlder = page.length === pageSize
      return page
    }
    return place === 0 ? before : [...page.slice(0, place), ...before].slice(0, maxEntries)
  }

  readonly #loadOlder = async () => {
    const entries = this.#entries.data ?? []
    const page = await this.#page(entries.at(-1))
    this.#hasOlder = page.length === pageSize && entries.length + page.length < maxEntries
    this.#entries.data = [...entries, ...page]
    this.requestUpdate()
  }

  protected override render(): unknown {
    return html`
      ${heading('Log', {
        text: 'Everything that happened in this app, newest first, as streams send it. The log is kept for a limited time.',
        actions: html`
          <span class="live small ${this.#isLive ? 'on' : ''}" role="status">${this.#isLive ? 'Live' : 'Stopped'}</span>
          <button class="button" type="button" @click=${this.#toggle}>${this.#isLive ? 'Stop' : 'Go on'}</button>
        `,
      })}
      ${this.#toolbar()}
      <div class="card">
        ${this.#entries.show((entries) =>
          entries.length === 0
            ? emptyState('log', 'Nothing found', 'New entries appear here as they are written.')
            : this.#list(entries),
        )}
      </div>
    `
  }

  #toolbar() {
    const { type = '', conversationId = '', userId = '' } = Object.fromEntries(this.place.query)
    const input = (name: string, label: string, value: string) => html`
      <div class="field">
        <label for=${name}>${label}</label>
        <input id=${name} name=${name} autocomplete="off" spellcheck="false" .value=${value} />
      </div>
    `
    return html`
      <form class="toolbar" role="search" @submit=${this.#find}>
        <div class="field">
          <label for="type">Type</label>
          <select id="type" name="type">
            <option value="">All types</option>
            ${logTypes.map((one) => html`<option ?selected=${one === type}>${one}</option>`)}
          </select>
        </div>
        ${input('conversationId', 'Conversation', conversationId)} ${input('userId', 'User', userId)}
        <button class="button primary">${icon('filter')} Show</button>
      </form>
    `
  }

  readonly #find = (event: SubmitEvent) => {
    const { type = '', conversationId = '', userId = '' } = submitted(event)
    setQuery({ type, conversationId: conversationId.trim(), userId: userId.trim() })
  }

  readonly #toggle = () => {
    this.#isLive = !this.#isLive
    this.requestUpdate()
    void this.#entries.reload()
  }

  #list(entries: LogEntry[]) {
    return html`
      <ol class="entries">
        ${repeat(
          entries,
          ({ id }) => id,
          (entry) => this.#entry(entry),
        )}
      </ol>
      ${
        this.#hasOlder
          ? html`<div class="pager"><button class="button" type="button" @click=${this.#loadOlder}>Older entries</button></div>`
          : html`<p class="pager muted small">${numberText(entries.length)} entries</p>`
      }
    `
  }

  #entry({ id, type, createdAt, conversationId, userId, event }: LogEntry) {
    const toggled = (toggle: Event) => {
      if ((toggle.target as HTMLDetailsElement).open) this.#opened.add(id)
      else this.#opened.delete(id)
      this.requestUpdate()
    }
    return html`
      <li>
        <details @toggle=${toggled}>
          <summary>
            ${icon('next')}
            <b class="mono">${type}</b>
            <time class="muted" datetime=${new Date(createdAt).toISOString()}>${exactTime(createdAt)}</time>
            <span class="what">${[conversationId, userId].filter((one) => one !== null).join(' · ')}</span>
            <span class="entry-id muted mono">${id}</span>
          </summary>
          ${this.#opened.has(id) ? jsonBlock(event, 'the event') : ''}
        </details>
      </li>
    `
  }
}

define('page-log', LogPage)
