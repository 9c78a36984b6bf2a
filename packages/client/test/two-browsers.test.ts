import type { components } from '@openparley/spec/types'
import { type BarePage, barePages, chromiumPath } from '@openparley/test-kit/browser'
import { clientBundle } from '@openparley/test-kit/bundles'
import { chatOf, dataOf } from '@openparley/test-kit/chat'
import { lastingDatabase } from '@openparley/test-kit/database'
import { eventually } from '@openparley/test-kit/eventually'
import { startGateway } from '@openparley/test-kit/gateway'
import { givenSeed, randomFrom } from '@openparley/test-kit/random'
import { appOn, userClientOf } from '@openparley/test-kit/server'
import { appId, secretKey, startProcess } from '@openparley/test-kit/server-process'
import { userToken } from '@openparley/test-kit/token'
import { expect, onTestFinished, test } from 'vitest'
import { ensureApp } from '../../server/src/operations/apps.ts'
import { openDatabase } from '../../server/src/store/database.ts'
import type { MessageSnapshot } from '../src/index.ts'
import { stormPage } from './storm-page.ts'

type Message = MessageSnapshot | components['schemas']['MessageSnapshot']

const path = '/realtime/conversations/{conversationId}/messages'

const seed = givenSeed()
const steps = Number(process.env.STEPS ?? 45)

/** Writes come more often than faults. */
const acts = [
  ...[
    'send',
    'send',
    'send',
    'send',
    'reply',
    'edit',
    'edit',
    'delete',
    'react',
    'react',
    'unreact',
  ],
  ...[
    'read',
    'unread',
    'type',
    'subject',
    'cut',
    'cut',
    'lose',
    'lose',
    'resend',
    'freeze',
    'replace',
  ],
]

/** A page of a user in their browser. */
interface Tab {
  userId: string
  page: BarePage
  isFrozen: boolean
}

/** The parts of a message that must be equal in the server and in the SDK. */
const told = ({ id, plaintext, custom, editedAt, reactions, referencedMessage }: Message) => ({
  ...{ id, plaintext, custom, editedAt, reactions },
  referenced: referencedMessage && {
    id: referencedMessage.id,
    plaintext: referencedMessage.plaintext,
    reactions: referencedMessage.reactions,
  },
})

interface View {
  messages: MessageSnapshot[]
  /** The conversation as the subscription shows it, and as a new snapshot shows it. */
  conversation: object
  fresh: object
}

/** The tab's view of the conversation: its 30 newest messages. */
async function viewOf({ page }: Tab): Promise<View> {
  const view = (await page.evaluate('view()')) as View
  return { ...view, messages: view.messages.slice(0, 30) }
}

async function startServer(origin: string) {
  const databaseUrl = await lastingDatabase()
  const store = await openDatabase(databaseUrl)
  const settings = { clientSideConversationSync: true, allowedOrigins: [origin] }
  await ensureApp(store, { id: appId, secretKey, settings }, Date.now())
  await store.close()
  let node = await startProcess(databaseUrl)
  const { port } = new URL(node.baseUrl)
  onTestFinished(() => node.kill())
  return {
    ...appOn(node, databaseUrl),
    async restart() {
      await node.kill()
      node = await startProcess(databaseUrl, { PORT: port })
    },
  }
}

test.skipIf(!chromiumPath)(
  'two browsers of two users show the same after a storm of calls, cuts, lost responses, frozen tabs and killed servers (needs chromium)',
  async () => {
    console.log(`SEED=${seed}`)
    const random = randomFrom(seed)
    const client = await clientBundle()
    const origin = await startGateway(async ({ url = '' }, response) => {
      const user = new URL(url, 'http://page').searchParams.get('user') ?? ''
      const [type, body] = url.startsWith('/client.js')
        ? ['text/javascript', client]
        : url.startsWith('/token')
          ? ['text/plain', await userToken({ appId, secretKey }, user)]
          : ['text/html', stormPage]
      response.writeHead(200, { 'content-type': type }).end(body)
    })
    const server = await startServer(origin)
    const chat = chatOf(server.client)
    await chat.conversationWith('trade', ['alice', 'bob'])

    const open = async (userId: string, browser: Awaited<ReturnType<typeof barePages>>) => {
      const page = await browser(`${origin}/?user=${userId}&server=${server.baseUrl}`)
      await eventually(async () => expect(await page.evaluate('globalThis.isReady?.()')).toBe(true))
      return { userId, page, isFrozen: false }
    }
    const browsers = { alice: await barePages(), bob: await barePages() }
    const tabs: Tab[] = []
    for (const [userId, browser] of Object.entries(browsers))
      for (let tab = 0; tab < 2; tab += 1) tabs.push(await open(userId, browser))
    const done: string[] = []

    async function setFrozen(tab: Tab, isFrozen: boolean) {
      await tab.page.setState(isFrozen ? 'frozen' : 'active')
      tab.isFrozen = isFrozen
    }

    async function expectNoFaults({ page }: Tab) {
      const faults = await page.evaluate('faults()')
      expect(faults, done.join('\n')).toEqual({ twins: [], unexpected: [] })
    }

    async function step(number: number): Promise<void> {
      const tab = random.pick(tabs)
      const name = random.pick(acts)
      const n = random.integer(0, 1000)
      done.push(`${tab.userId} ${tabs.indexOf(tab)} ${name} ${n}`)
      if (tab.isFrozen) await setFrozen(tab, false)
      else if (name === 'freeze') await setFrozen(tab, true)
      else if (name === 'replace') {
        await expectNoFaults(tab)
        await tab.page.close()
        const { userId } = tab
        const browser = browsers[userId as keyof typeof browsers]
        tabs.splice(tabs.indexOf(tab), 1, await open(userId, browser))
      } else
        await tab.page.evaluate(
          `act('${name}', ${name === 'send' || name === 'reply' ? number : n})`,
        )
    }

    for (let number = 0; number < steps; number += 1) {
      await step(number)
      // The calls of the last steps are still on their way.
      if (number % 40 === 25) {
        done.push('kill')
        await server.restart()
      }
    }

    for (const tab of tabs) if (tab.isFrozen) await setFrozen(tab, false)
    await eventually(async () => {
      for (const { page } of tabs) expect(await page.evaluate('settle()')).toBe(true)
      const sent = await chat.messages('trade', { limit: 100 })
      const numbers = sent.map(({ custom }) => custom.number)
      expect(numbers, done.join('\n')).toEqual([...new Set(numbers)])
      for (const tab of tabs) {
        const { messages, conversation, fresh } = await viewOf(tab)
        const { data } = await dataOf(
          userClientOf(server, tab.userId).GET(path, {
            params: { path: { conversationId: 'trade' } },
          }),
        )
        expect(messages.map(told), done.join('\n')).toEqual(data.map(told))
        expect(conversation, done.join('\n')).toEqual(fresh)
      }
    })
    for (const tab of tabs) await expectNoFaults(tab)
  },
  Math.max(120_000, steps * 2000),
)
