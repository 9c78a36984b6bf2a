import { unwrap } from '@openparley/client'
import { html } from 'lit'
import { forgetTokens } from '../api/app.ts'
import { operator } from '../api/session.ts'
import { barChart } from '../parts/chart.ts'
import { Confirm } from '../parts/confirm.ts'
import { codeBlock } from '../parts/copy.ts'
import { define } from '../parts/define.ts'
import { Loader } from '../parts/loader.ts'
import { heading, Page } from '../parts/page.ts'
import { numberText } from '../parts/time.ts'
import { showToast } from '../parts/toast.ts'
import { goTo, linkTo } from '../router.ts'

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const dayText = (date: string) => day.format(new Date(date))

const counts = ['messages', 'conversations', 'users'] as const

const titles = { messages: 'Messages', conversations: 'Conversations', users: 'Users' }

/** The app's current numbers, what was created in it each day, how to start with the app, and how to delete it. */
export class OverviewPage extends Page {
  readonly #usage = new Loader(
    this,
    async () =>
      unwrap(
        await operator.GET('/apps/{appId}/usage', { params: { path: { appId: this.appId } } }),
      ),
    { every: 5000 },
  )
  readonly #confirm = new Confirm(this)

  protected override render(): unknown {
    return html`
      ${heading(this.appId, { text: 'How much is in this app, and what was created each day.' })}
      ${this.#usage.show(({ now, streams, days }) => {
        const tiles = [
          ...counts.map((name) => [titles[name], now[name]] as const),
          ['Open streams', streams] as const,
        ]
        const isEmpty = now.users + now.conversations + now.messages === 0
        return html`
          <dl class="tiles">
            ${tiles.map(
              ([title, value]) =>
                html`<div class="card tile"><dt>${title}</dt><dd>${numberText(value)}</dd></div>`,
            )}
          </dl>
          ${isEmpty ? this.#firstCall() : ''}
          <div class="charts">
            ${counts.map((name) =>
              barChart({
                title: titles[name],
                format: dayText,
                points: days.map((one) => ({ label: one.date, value: one[name] })),
              }),
            )}
          </div>
        `
      })}
      ${this.#danger()} ${this.#confirm.show()}
    `
  }

  #firstCall() {
    const { appId } = this
    const call = [
      `curl -X PUT ${location.origin}/v1/${encodeURIComponent(appId)}/users/alice \\`,
      "  -H 'Authorization: Bearer <secret key>' \\",
      "  -H 'Content-Type: application/json' \\",
      '  -d \'{ "name": "Alice" }\'',
    ].join('\n')
    return html`
      <section class="card padded stack">
        <h2>Nothing here yet. Make the first user</h2>
        <p class="muted">
          With the secret key of the app, from your backend or a terminal. Another key is made under
          <a href=${linkTo('/apps/:appId/keys', { appId })}>Keys</a>; the
          <a href=${linkTo('/apps/:appId/console', { appId })}>console</a> makes calls without one.
        </p>
        ${codeBlock(call, 'the call')}
      </section>
    `
  }

  #danger() {
    return html`
      <section class="card padded row spread">
        <div>
          <h2>Delete this app</h2>
          <p class="muted">Its keys end at once. Its users, conversations, messages and files are deleted in the background.</p>
        </div>
        <button class="button danger" @click=${this.#askToDelete}>Delete the app…</button>
      </section>
    `
  }

  readonly #askToDelete = () => {
    const { appId } = this
    this.#confirm.ask({
      title: `Delete ${appId}?`,
      text: html`
        <p>
          All keys and tokens of <strong>${appId}</strong> end at once, with its open streams. All of its data is deleted, files
          included. This cannot be undone.
        </p>
      `,
      typed: appId,
      button: 'Delete the app',
      run: async () => {
        unwrap(await operator.DELETE('/apps/{appId}', { params: { path: { appId } } }))
        forgetTokens()
        showToast('The app is deleted. Its data is deleted in the background.')
        goTo('/apps')
      },
    })
  }
}

define('page-overview', OverviewPage)
