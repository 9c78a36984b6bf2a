import { type Browser, chromium } from 'playwright-core'
import { bundledInbox } from '../scripts/inbox/bundle.ts'
import { call, type Parley, startParley, userToken } from './parley.ts'
import type { Result } from './table.ts'

const conversations = 40

const element = (token: string) => `<!doctype html><title>Inbox</title>
<script type="module" src="/inbox.js"></script>
<parley-conversation-list app-id="bench" user-id="alice" token="${token}"></parley-conversation-list>
<script>
  const isThere = () => document.querySelector('parley-conversation-list').shadowRoot?.querySelector('parley-conversation-row')
</script>`

const bareFetch = (token: string) => `<!doctype html><title>Fetch</title>
<ul></ul>
<script type="module">
  const url = '/v1/bench/realtime/conversations?limit=20'
  const response = await fetch(url, { headers: { authorization: 'Bearer ${token}' } })
  const { data } = await response.json()
  document.querySelector('ul').append(
    ...data.map(({ subject, lastMessage }) => {
      const row = document.createElement('li')
      row.textContent = subject + ' ' + (lastMessage?.text ?? '')
      return row
    }),
  )
</script>
<script>const isThere = () => document.querySelector('li')</script>`

/** Resolves with the milliseconds from the navigation until the frame after the first row. */
const untilFirstRow = `new Promise((resolve) => {
  const look = () => isThere() ? requestAnimationFrame(() => resolve(performance.now())) : requestAnimationFrame(look)
  look()
})`

/** Opens the page with an empty cache. */
async function timeOf(browser: Browser, { url }: Parley, html: string): Promise<number> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.route(`${url}/page`, (route) =>
    route.fulfill({ contentType: 'text/html', body: html }),
  )
  await page.goto(`${url}/page`)
  const time = await page.evaluate<number>(untilFirstRow)
  await context.close()
  return time
}

/** Measures the size of the inbox, and the time to the first conversation list against the same list by one `fetch`. */
export async function measureInbox(rounds: number): Promise<Result[]> {
  const { firstLoad, parts } = await bundledInbox()
  const composer = parts.get('composer/composer') ?? Number.NaN
  const parley = await startParley()
  await call(parley, 'PUT', '/users', { alice: { name: 'Alice' }, bob: { name: 'Bob' } })
  for (let n = 0; n < conversations; n += 1) {
    const subject = `Order ${n}`
    await call(parley, 'PUT', `/conversations/c${n}`, { subject, participants: ['alice', 'bob'] })
    const message = { type: 'UserMessage', sender: 'bob', text: `About order ${n}` }
    await call(parley, 'POST', `/conversations/c${n}/messages`, [message])
  }
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const token = await userToken('alice')
  const pages = [bareFetch(token), element(token)]
  // The first pages load what the browser itself needs.
  for (const html of pages) await timeOf(browser, parley, html)
  const more: number[] = []
  for (let round = 0; round < rounds * 3; round += 1) {
    const [bare = 0, own = 0] = [
      await timeOf(browser, parley, pages[0] as string),
      await timeOf(browser, parley, pages[1] as string),
    ]
    more.push(own - bare)
  }
  await browser.close()
  await parley.stop()
  const kilobytes = { most: 45, unit: 'KB' }
  return [
    { what: 'inbox: first load, gzip', against: '', target: kilobytes, values: [firstLoad / 1024] },
    {
      what: 'inbox: with an open conversation, gzip',
      against: '',
      target: kilobytes,
      values: [(firstLoad + composer) / 1024],
    },
    {
      what: 'inbox: time to the first conversation list, more than',
      against: 'a page with one fetch',
      target: { most: 200, unit: 'ms' },
      values: more,
    },
  ]
}
