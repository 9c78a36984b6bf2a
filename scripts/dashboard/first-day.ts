import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type Running, Terminal } from './terminal.ts'

const root = join(import.meta.dirname, '../..')

export interface FirstDayOptions {
  page: Page
  /** An empty folder. */
  folder: string
  /** Free ports, instead of 8080 of the server and 9000 of the receiver. */
  ports: { server: number; receiver: number }
  /** Called when the page shows what a picture of the guide shows. */
  picture: (name: string, page: Page) => Promise<unknown>
}

/** Does what `docs/first-day.md` says, in a browser and in terminals. Throws if something is not as it says. */
export async function liveFirstDay(options: FirstDayOptions): Promise<void> {
  const { page, folder, ports, picture } = options
  const guide = await readGuide(ports)
  const path = await openparleyIn(join(folder, 'bin'))
  const env = { PATH: `${path}:${process.env.PATH}`, PORT: String(ports.server), LOG_LEVEL: 'warn' }
  const terminal = new Terminal({ cwd: folder, env })
  const running: Running[] = []
  try {
    const go = steps(page, guide, terminal, running, picture)
    const serve = await go.start()
    await go.makeApp()
    await go.watchConversation()
    await go.rotateKey()
    await go.registerWebhook()
    await go.backUp()
    await serve.stop()
    await go.loseAndRestore()
  } finally {
    for (const one of running) await one.stop()
    await terminal.close()
  }
}

type Guide = Awaited<ReturnType<typeof readGuide>>

function steps(
  page: Page,
  guide: Guide,
  terminal: Terminal,
  running: Running[],
  picture: FirstDayOptions['picture'],
) {
  /** Chooses a button or a link that the guide names. */
  const choose = async (name: string) => {
    guide.assertNames(name)
    const target = page.getByRole('button', { name, exact: true })
    await target
      .or(page.getByRole('link', { name, exact: true }))
      .last()
      .click()
  }
  const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
  const shownSecret = async () => (await page.locator('.code-block pre').textContent()) ?? ''
  const serve = async () => {
    const server = await terminal.start(guide.commands[1] ?? '')
    running.push(server)
    await server.printed(/Parley listens on/)
    return server
  }
  const conversation = async () => {
    await choose('Conversations')
    await page.getByRole('link', { name: /Black leather boots/ }).click()
    await heading('Black leather boots')
  }

  return {
    async start() {
      await terminal.run(guide.commands[0] ?? '')
      const server = await serve()
      const [link] = await server.printed(/http:\S+\/dashboard#code=\S+/)
      await page.goto(link)
      await heading('Apps')
      return server
    },
    async makeApp() {
      await choose('Create an app')
      await page.getByRole('textbox', { name: /Id of the app/ }).fill('shop')
      await choose('Create')
      await heading('The app is ready')
      await picture('app', page)
      await terminal.run((guide.commands[2] ?? '').replace('sk_shop_…', await shownSecret()))
      await choose('Open the app')
      await heading('shop')
    },
    async watchConversation() {
      await terminal.run(guide.commands[3] ?? '')
      await conversation()
      await terminal.run(guide.commands[4] ?? '')
      await page.getByText('They are in the shop from Friday').waitFor()
      await picture('conversation', page)
    },
    async rotateKey() {
      await choose('Keys')
      await page.getByRole('button', { name: /^Rotate Backend/ }).click()
      await choose('Rotate')
      await heading('The new key Backend')
      const secret = await shownSecret()
      await page.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('row', { name: /Ends/ }).waitFor()
      await picture('keys', page)
      await terminal.run((guide.commands[5] ?? '').replace('sk_shop_…', secret))
    },
    async registerWebhook() {
      const cwd = (await terminal.run('pwd')).trim()
      await writeFile(join(cwd, 'receiver.mjs'), guide.receiver)
      const receiver = await terminal.start('node receiver.mjs')
      running.push(receiver)
      await choose('Webhooks')
      await choose('New webhook')
      await page.getByRole('textbox', { name: 'URL' }).fill(guide.receiverUrl)
      await choose('Create')
      await page.getByRole('link', { name: new RegExp(guide.receiverUrl) }).click()
      await heading(guide.receiverUrl)
      await terminal.run(guide.commands[6] ?? '')
      await receiver.printed(/message\.sent/)
      await page.getByRole('row', { name: /message\.sent.*200/ }).waitFor()
      await picture('webhook', page)
    },
    async backUp() {
      await choose('Backups')
      await choose('Make a backup')
      await page.getByRole('row', { name: /Complete/ }).waitFor()
      await picture('backups', page)
      await terminal.run(guide.commands[7] ?? '')
    },
    async loseAndRestore() {
      await terminal.run(guide.commands[8] ?? '')
      await terminal.run(guide.commands[9] ?? '')
      await serve()
      const link = await terminal.run(guide.dashboardCommand)
      await page.goto('about:blank')
      await page.goto(link.trim())
      await page.getByRole('link', { name: 'shop', exact: true }).click()
      await conversation()
      await page.getByText('They are in the shop from Friday').waitFor()
      await page.getByText('see you on Saturday').waitFor()
      await picture('restored', page)
    },
  }
}

/** The commands and texts of the guide, with other ports. */
async function readGuide(ports: FirstDayOptions['ports']) {
  const text = (await readFile(join(root, 'docs/first-day.md'), 'utf8'))
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${ports.server}`)
    .replaceAll('127.0.0.1:9000', `127.0.0.1:${ports.receiver}`)
    .replace('.listen(9000', `.listen(${ports.receiver}`)
  const blocks = (language: string) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
      ([, block = '']) => block,
    )
  return {
    commands: blocks('sh'),
    receiver: blocks('js')[0] ?? '',
    receiverUrl: `http://127.0.0.1:${ports.receiver}/`,
    dashboardCommand: `openparley dashboard --url http://127.0.0.1:${ports.server}`,
    assertNames(name: string) {
      if (!text.includes(`**${name}**`)) throw new Error(`The guide does not name **${name}**.`)
    },
  }
}

/** Puts the command of this checkout into the folder. */
async function openparleyIn(folder: string): Promise<string> {
  await mkdir(folder)
  const program = join(folder, 'openparley')
  const cli = join(root, 'packages/server/src/compose/cli.ts')
  await writeFile(
    program,
    `#!/bin/sh\nexec "${process.execPath}" --conditions=source "${cli}" "$@"\n`,
  )
  await chmod(program, 0o755)
  return folder
}
