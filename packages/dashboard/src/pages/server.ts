import { unwrap } from '@openparley/client'
import { html, nothing } from 'lit'
import { operator } from '../api/session.ts'
import { define } from '../parts/define.ts'
import { Loader } from '../parts/loader.ts'
import { heading, Page } from '../parts/page.ts'
import { exactTime, numberText, sizeText, timeText } from '../parts/time.ts'

const nodesAndLog = async () => {
  const [nodes, log] = await Promise.all([operator.GET('/nodes'), operator.GET('/log')])
  return { nodes: unwrap(nodes).data, log: unwrap(log) }
}

type Log = Awaited<ReturnType<typeof nodesAndLog>>['log']

/** The processes of the server with their streams, and the event log, now. */
export class ServerPage extends Page {
  readonly #state = new Loader(this, nodesAndLog, { every: 3000 })

  protected override render(): unknown {
    return html`
      ${heading('Server', { text: 'Its processes, their open streams and the event log, now.' })}
      ${this.#state.show(({ nodes, log }) => {
        const streams = nodes.reduce((sum, node) => sum + node.streams, 0)
        return html`
          <dl class="tiles">
            ${tile('Nodes', numberText(nodes.length))} ${tile('Open streams', numberText(streams))}
            ${tile('Events kept', numberText(log.events))} ${tile('Size of the log', sizeText(log.bytes))}
          </dl>
          <section class="card cards">
            <div class="card-head"><h2>Nodes</h2></div>
            <table>
              <thead><tr><th>Node</th><th class="number">Open streams</th></tr></thead>
              <tbody>
                ${nodes.map(
                  (node) => html`
                    <tr>
                      <th scope="row">
                        <span class="row"><span class="mono">${node.id}</span>
                        ${node.isThis ? html`<span class="tag">responds here</span>` : nothing}</span>
                      </th>
                      <td class="number" data-label="Open streams">${numberText(node.streams)}</td>
                    </tr>
                  `,
                )}
              </tbody>
            </table>
          </section>
          ${logCard(log)} ${consumersCard(log)}
        `
      })}
    `
  }
}

const tile = (title: string, value: string) =>
  html`<div class="card tile"><dt>${title}</dt><dd>${value}</dd></div>`

const logCard = ({
  newestId,
  newestAt,
  oldestAt,
  retention,
  events,
  bytes,
  unsettled,
}: Log) => html`
  <section class="card">
    <div class="card-head"><h2>Event log</h2><span class="muted small">What is kept is counted once a minute</span></div>
    <dl class="facts">
      <dt>Newest entry</dt>
      <dd>${numberText(newestId)} ${newestAt === null ? '' : html`<span class="muted">· ${exactTime(newestAt)}</span>`}</dd>
      <dt>Oldest entry</dt>
      <dd>${timeText(oldestAt, 'none')}</dd>
      <dt>Kept at most</dt>
      <dd>
        ${numberText(retention.hours)} hours, ${numberText(retention.events)} events and ${sizeText(retention.bytes)},
        whichever is reached first. ${share(events / retention.events, bytes / retention.bytes)}
      </dd>
      <dt>Not readable yet</dt>
      <dd>
        ${
          unsettled === 0
            ? html`<span class="tag good">None</span>`
            : html`<span class="tag warn">About ${numberText(unsettled)}</span> entries wait for an open transaction of the
                database. If the number grows, something holds a transaction open.`
        }
      </dd>
    </dl>
  </section>
`

const share = (...parts: number[]) => {
  const most = Math.max(...parts)
  return html`<span class="muted">${most < 0.01 ? 'Less than 1' : Math.round(most * 100)} % of that is used.</span>`
}

const consumersCard = ({ consumers }: Log) => html`
  <section class="card cards">
    <div class="card-head"><h2>Readers of the log</h2></div>
    ${
      consumers.length === 0
        ? html`<p class="muted note">No durable readers. Each webhook endpoint is one.</p>`
        : html`
            <table>
              <thead><tr><th>Reader</th><th class="number">Not read yet</th></tr></thead>
              <tbody>
                ${consumers.map(consumerRow)}
              </tbody>
            </table>
          `
    }
  </section>
`

const consumerRow = ({ name, enabled, lag, behindSince }: Log['consumers'][number]) => html`
  <tr>
    <th scope="row">
      <span class="row">${name} ${enabled ? html`<span class="tag">the log waits for it</span>` : nothing}</span>
    </th>
    <td class="number" data-label="Not read yet">
      ${numberText(lag)}
      ${behindSince === null || lag === 0 ? nothing : html`<span class="muted">since ${timeText(behindSince)}</span>`}
    </td>
  </tr>
`

define('page-server', ServerPage)
