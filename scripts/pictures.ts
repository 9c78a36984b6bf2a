import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createClient } from '@openparley/client'
import { SignJWT } from 'jose'
import { type Browser, chromium } from 'playwright-core'
import { startServer } from '../packages/server/src/compose/start.ts'
import { writeSite } from './browser/write.ts'
import { bundledDashboard } from './dashboard/bundle.ts'
import { liveFirstDay } from './dashboard/first-day.ts'
import { bundledInbox } from './inbox/bundle.ts'
import { type State, states } from './inbox/states.ts'
import { tellStory } from './inbox/story.ts'

// Draws the pictures of `docs/inbox`: each state in one of the widths and themes, and the demo.
const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: join(import.meta.dirname, '../docs/inbox') },
    /** All widths, instead of one for each state. */
    all: { type: 'boolean', default: false },
    /** Names of states, `demo` or `first-day`; default all of them. */
    only: { type: 'string', multiple: true },
  },
})
const site = join(import.meta.dirname, '../packages/server/site')
await writeSite(site, 'inbox', (await bundledInbox()).files)
await writeSite(site, 'dashboard', (await bundledDashboard()).files)
await mkdir(values.folder, { recursive: true })

const secretKey = 'sk_shop_not_a_secret'
await using parley = await startServer({
  apps: [{ id: 'shop', secretKey, settings: { allowedOrigins: ['*'] } }],
})
await using demo = await startServer()

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
const client = createClient(parley)
await tellStory(client, await pictureOf(browser))

let body = ''
const pages = createServer((_request, response) =>
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body),
).listen(0, '127.0.0.1')
await once(pages, 'listening')
const origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`

const isWanted = (name: string): boolean => values.only?.includes(name) ?? true
for (const [index, state] of states.entries()) {
  if (!isWanted(state.name)) continue
  // Each state appears once in the guide: in a wide or a narrow window, some in the dark theme.
  const widths = values.all ? [360, 768, 1280] : [index % 3 === 2 ? 360 : 900]
  for (const width of widths) {
    const colorScheme = !values.all && index % 4 === 3 ? 'dark' : 'light'
    const picture = await drawState(state, width, colorScheme)
    const name = values.all ? `${state.name}-${width}` : state.name
    await writeFile(join(values.folder, `${name}.webp`), await smaller(picture))
  }
}
if (!values.all && isWanted('demo')) await drawDemo()
if (!values.all && isWanted('first-day')) await drawFirstDay()
await browser.close()
pages.close()

/** A picture that someone might send. */
async function pictureOf(browser: Browser): Promise<Blob> {
  const page = await browser.newPage({ viewport: { width: 320, height: 240 } })
  await page.setContent('<body style="background: linear-gradient(160deg, #e8b04a, #7a3e1d)">')
  const bytes = await page.screenshot()
  await page.close()
  return new Blob([new Uint8Array(bytes)], { type: 'image/png' })
}

/** The picture as WebP, which is a quarter of the PNG. */
async function smaller(png: Buffer): Promise<Buffer> {
  const page = await browser.newPage()
  const url = await page.evaluate(
    async (source) => {
      const picture = await createImageBitmap(await (await fetch(source)).blob())
      const canvas = Object.assign(document.createElement('canvas'), {
        width: picture.width,
        height: picture.height,
      })
      canvas.getContext('2d')?.drawImage(picture, 0, 0)
      return canvas.toDataURL('image/webp', 0.85)
    },
    `data:image/png;base64,${png.toString('base64')}`,
  )
  await page.close()
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

async function drawState(state: State, width: number, colorScheme: 'light' | 'dark') {
  const { tag = 'parley-inbox', userId = 'alice', more = '', lang = 'en', dir = 'ltr' } = state
  const token = await new SignJWT({ tokenType: 'user' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('shop')
    .setSubject(userId)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secretKey))
  body = `<!doctype html><html lang="${lang}" dir="${dir}">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>${state.title}</title>
<style>html, body { height: 100%; margin: 0 } body > * { height: 100% }</style>
<script type="module" src="${parley.baseUrl}/inbox.js"></script>
<${tag} app-id="shop" user-id="${userId}" token="${token}" ${more}></${tag}>`
  await state.before?.(client)
  const page = await browser.newPage({
    viewport: { width, height: width < 700 ? 640 : 560 },
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  })
  await page.goto(origin)
  await state.open(page).catch((error) => {
    throw new Error(`The state "${state.name}" cannot be drawn at ${width} px: ${error.message}`)
  })
  const picture = await page.screenshot({ animations: 'disabled' })
  await page.close()
  return picture
}

async function drawDemo(): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 620 } })
  await page.goto(`${demo.baseUrl}/demo`)
  await page.getByRole('feed').getByText('Of course, I have just done it').nth(1).waitFor()
  await writeFile(join(values.folder, 'demo.webp'), await smaller(await page.screenshot()))
  await page.close()
}

/** The pictures of `docs/dashboard`, of a run of `docs/first-day.md`. */
async function drawFirstDay(): Promise<void> {
  const folder = join(values.folder, '../dashboard')
  await mkdir(folder, { recursive: true })
  const page = await browser.newPage({
    viewport: { width: 1100, height: 640 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  })
  const place = await mkdtemp(join(tmpdir(), 'parley-pictures-'))
  await liveFirstDay({
    page,
    folder: place,
    ports: { server: 8080, receiver: 9000 },
    picture: async (name) =>
      writeFile(join(folder, `${name}.webp`), await smaller(await page.screenshot())),
  })
  await rm(place, { recursive: true })
  await page.close()
}
