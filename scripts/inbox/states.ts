import type { Client } from '@openparley/client'
import type { Page } from 'playwright-core'

/** Something that a user sees of the inbox: pictures of it are in `docs/inbox`, and tests check it in both themes. */
export interface State {
  name: string
  /** The text of `docs/inbox.md` below its picture. */
  title: string
  /** Default Alice. */
  userId?: string
  /** Default `parley-inbox`. */
  tag?: string
  /** More attributes of the element. */
  more?: string
  lang?: string
  dir?: 'rtl'
  /** The steps before the user opens the page. */
  before?: (client: Client) => Promise<unknown>
  /** The steps of the user to see it. */
  open: (page: Page) => Promise<unknown>
}

const boots = 'conversation-id="boots"'
const text = (page: Page) => page.getByRole('textbox', { name: /Write a message|اكتب رسالة/ })
const feed = (page: Page) => page.getByRole('feed')
const shown = (page: Page) => feed(page).getByText('see you on Saturday').waitFor()

/** The menu of the newest message of someone. */
async function openMenu(page: Page, of: RegExp) {
  await shown(page)
  // The menu stays where it was opened, and these parts, whose code is loaded later, move the message.
  await text(page).waitFor()
  await feed(page).getByRole('button', { name: '👍' }).waitFor()
  const message = page.getByRole('article', { name: of }).last()
  await message.hover()
  await message.getByRole('button', { name: 'Actions' }).click()
}

export const states: State[] = [
  {
    name: 'list',
    title: 'the list of conversations',
    open: (page) => page.getByText('Hike on Saturday').first().waitFor(),
  },
  {
    name: 'no-conversations',
    title: 'a user without conversations',
    userId: 'nobody',
    open: (page) => page.getByText('No conversations yet').first().waitFor(),
  },
  {
    name: 'search',
    title: 'a search over conversations and messages',
    open: async (page) => {
      await page.getByRole('searchbox', { name: 'Search' }).fill('boots')
      await page.getByText('Do the boots run small?').first().waitFor()
    },
  },
  {
    name: 'nothing-found',
    title: 'a search that finds nothing',
    open: async (page) => {
      await page.getByRole('searchbox', { name: 'Search' }).fill('umbrella')
      await page.getByText('Nothing found').first().waitFor()
    },
  },
  {
    name: 'chat',
    title: 'a conversation: senders, days, read marks, an edited message, a reply, reactions',
    more: boots,
    open: shown,
  },
  {
    name: 'new',
    title: 'new messages since the last visit',
    more: 'conversation-id="hike"',
    before: (client) =>
      client.POST('/conversations/{conversationId}/messages', {
        params: { path: { conversationId: 'hike' } },
        body: [{ type: 'UserMessage', sender: 'nina', text: 'There is one seat left.' }],
      }),
    open: (page) => page.getByText('New messages').first().waitFor(),
  },
  {
    name: 'menu-own',
    title: 'the menu of an own message',
    more: boots,
    open: async (page) => {
      await openMenu(page, /^You/)
      await page.getByRole('menuitem', { name: 'Edit' }).waitFor()
    },
  },
  {
    name: 'menu-other',
    title: 'the menu of another one’s message, with reactions',
    more: boots,
    open: async (page) => {
      await openMenu(page, /^Sebastian/)
      await page.getByRole('menuitem', { name: 'Reply' }).waitFor()
    },
  },
  {
    name: 'delete',
    title: 'the question before a message is deleted',
    more: boots,
    open: async (page) => {
      await openMenu(page, /^You/)
      await page.getByRole('menuitem', { name: 'Delete' }).click()
      await page.getByText('Delete this message?').waitFor()
    },
  },
  {
    name: 'reply',
    title: 'a reply that is being written',
    more: boots,
    open: async (page) => {
      await openMenu(page, /^Sebastian/)
      await page.getByRole('menuitem', { name: 'Reply' }).click()
      await page.getByText('Reply to Sebastian').first().waitFor()
    },
  },
  {
    name: 'edit',
    title: 'a message that is being edited',
    more: boots,
    open: async (page) => {
      await openMenu(page, /^You/)
      await page.getByRole('menuitem', { name: 'Edit' }).click()
      await page.getByRole('textbox', { name: 'Edit message' }).waitFor()
    },
  },
  {
    name: 'long-draft',
    title: 'a text of several lines, before it is sent',
    more: boots,
    open: async (page) => {
      await shown(page)
      await text(page).fill('Two things:\n- the laces\n- the box\nCan you bring both?')
    },
  },
  {
    name: 'mention',
    title: 'suggestions after an @',
    more: 'conversation-id="hike"',
    open: async (page) => {
      await text(page).pressSequentially('Ask @')
      await page.getByRole('listbox', { name: 'Suggestions' }).waitFor()
    },
  },
  {
    name: 'emoji',
    title: 'the picker of emoji, loaded on use',
    more: boots,
    open: async (page) => {
      await shown(page)
      await page.getByRole('button', { name: 'Emoji', exact: true }).click()
      await page.getByRole('searchbox').or(page.getByLabel('Search emoji')).first().waitFor()
    },
  },
  {
    name: 'attachment',
    title: 'a file that waits to be sent',
    more: boots,
    open: async (page) => {
      await shown(page)
      await page.locator('input[type="file"]').setInputFiles({
        name: 'receipt.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('%PDF-1.4'),
      })
      await page.getByText('receipt.pdf').first().waitFor()
      await page.getByRole('progressbar').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'files',
    title: 'a picture, a file and a location',
    more: 'conversation-id="files"',
    open: async (page) => {
      await page.getByText('invoice.pdf').first().waitFor()
      await page.getByRole('link', { name: /map/i }).first().waitFor()
    },
  },
  {
    name: 'system',
    title: 'a notice of the system',
    more: 'conversation-id="notice"',
    open: (page) => feed(page).getByText('Your parcel has left').waitFor(),
  },
  {
    name: 'read-only',
    title: 'a conversation in which the user can only read',
    more: 'conversation-id="news"',
    open: (page) => page.getByText('You can read here, but not write').waitFor(),
  },
  {
    name: 'conversation-menu',
    title: 'the menu of the conversation',
    more: boots,
    open: async (page) => {
      await shown(page)
      await page.getByRole('button', { name: 'More options' }).click()
      await page.getByRole('menuitem').first().waitFor()
    },
  },
  {
    name: 'not-found',
    title: 'a conversation that the user is not in',
    more: 'conversation-id="secret"',
    open: (page) => page.getByText('This conversation does not exist').waitFor(),
  },
  {
    name: 'hostile',
    title: 'texts that try to break the page',
    more: 'conversation-id="hostile"',
    open: (page) => feed(page).getByText('<img src=x').waitFor(),
  },
  {
    name: 'arabic',
    title: 'right to left, in Arabic',
    more: boots,
    lang: 'ar',
    dir: 'rtl',
    open: shown,
  },
]
