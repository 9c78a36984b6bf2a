import { unwrap } from '@openparley/client'
import { html } from 'lit'
import { operator } from '../api/session.ts'
import { icon } from '../look/icons.ts'
import { define } from '../parts/define.ts'
import { emptyState } from '../parts/empty.ts'
import { Loader } from '../parts/loader.ts'
import { heading, Page } from '../parts/page.ts'
import { timeText } from '../parts/time.ts'

export class AppsPage extends Page {
  readonly #apps = new Loader(this, async () =>
    unwrap(await operator.GET('/apps', { params: { query: { limit: 100 } } })),
  )

  protected override render(): unknown {
    return html`
      ${heading('Apps', { text: 'Each app has its own users, conversations, keys and settings.' })}
      ${this.#apps.show(({ data }) =>
        data.length === 0
          ? emptyState('apps', 'No apps yet', 'An app is a chat of its own.')
          : html`
              <div class="card cards">
                <table>
                  <thead>
                    <tr><th>App</th><th>State</th><th>Created</th></tr>
                  </thead>
                  <tbody>
                    ${data.map(
                      (app) => html`
                        <tr>
                          <th scope="row">${icon('apps')}${app.id}</th>
                          <td data-label="State"><span class="tag">${app.state}</span></td>
                          <td data-label="Created">${timeText(app.createdAt, 'unknown')}</td>
                        </tr>
                      `,
                    )}
                  </tbody>
                </table>
              </div>
            `,
      )}
    `
  }
}

define('page-apps', AppsPage)
