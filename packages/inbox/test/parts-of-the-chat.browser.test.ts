import { expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath } from '@openparley/test-kit/browser'
import { type Chat, chatOf } from '@openparley/test-kit/chat'
import { openElement } from '@openparley/test-kit/inbox-page'
import { focused, press, pressUntil } from '@openparley/test-kit/keyboard'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { beforeAll, describe, expect, test } from 'vitest'
import { pictureFile, sendFiles } from './files.ts'

const phone = { context: { viewport: { width: 360, height: 740 } } }
const boots = 'conversation-id="boots"'

describe.skipIf(!chromiumPath)('<parley-inbox> (needs chromium)', () => {
  let app: TestApp
  let chat: Chat

  beforeAll(async () => {
    const roles = {
      reader: { sendMessages: false, react: false, leaveConversations: false },
      guest: { editOwnMessages: false, uploadFiles: false },
      moderator: { deleteAnyMessage: true },
    }
    app = await testApp({ settings: { allowedOrigins: ['*'], roles } })
    chat = chatOf(app.client)
    await chat.conversationWith('boots', ['alice', 'sebastian', 'rita', 'gus', 'mona'], {
      subject: 'Boots',
    })
    for (const [id, role] of Object.entries({ rita: 'reader', gus: 'guest', mona: 'moderator' }))
      await chat.putUser(id, { role })
    await chat.say('boots', 'sebastian', 'Hello')
    await chat.say('boots', 'gus', 'Is it open?')
    await chat.conversationWith('hats', ['alice', 'sebastian'], { subject: 'Hats' })
    await chat.users('nina')
    await chat.putUser('nina', { name: 'Nina', welcomeMessage: 'Ask me *anything*!' })
    await chat.conversationWith('welcome', ['alice'])
    await chat.join('welcome', 'nina')
  })

  /** Expects the items in the menu of the last message of somebody, by their names. */
  async function expectMenu(userId: string, sender: RegExp, ...items: string[]): Promise<void> {
    const page = await openElement(app, userId, 'parley-inbox', boots)
    // Until the role of the user is known, the menu offers only what everybody may do. A reader may do nothing more.
    if (userId === 'rita') await page.getByText('You can read here, but not write').waitFor()
    const message = page.getByRole('article', { name: sender }).last()
    await message.hover()
    await message.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem', { name: 'Copy text' }).waitFor()
    await expect.poll(() => page.getByRole('menuitem').allInnerTexts()).toEqual(items)
  }

  test('offers only what the role of the user allows', async () => {
    await expectMenu('alice', /^gus/, '', 'Reply', 'Copy text')
    await expectMenu('mona', /^gus/, '', 'Reply', 'Copy text', 'Delete')
    await expectMenu('gus', /^You/, '', 'Reply', 'Copy text', 'Delete')
    await expectMenu('rita', /^gus/, 'Copy text')
  })

  test('says if a text could not be copied', async () => {
    const page = await openElement(app, 'alice', 'parley-inbox', boots)
    await page.evaluate(() => {
      const refusal = new DOMException('Write permission denied.', 'NotAllowedError')
      navigator.clipboard.writeText = () => Promise.reject(refusal)
    })
    const message = page.getByRole('article', { name: /^gus/ }).last()
    await message.hover()
    await message.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem', { name: 'Copy text' }).click()
    await page.getByRole('alert').getByText('Write permission denied.').waitFor()
  })

  test('hides the composer from users who may not write, and the button to leave from users who may not leave', async () => {
    const rita = await openElement(app, 'rita', 'parley-inbox', boots)
    await rita.getByText('You can read here, but not write').waitFor()
    expect(await rita.getByRole('textbox').count()).toBe(0)
    await rita.getByRole('button', { name: 'More options' }).click()
    await rita.getByRole('menuitem', { name: 'Mark as unread' }).waitFor()
    expect(await rita.getByRole('menuitem').count()).toBe(1)
    const gus = await openElement(app, 'gus', 'parley-inbox', boots)
    await gus.getByRole('textbox', { name: 'Write a message' }).waitFor()
    await gus.getByRole('article', { name: /^You/ }).waitFor()
    await expect.poll(() => gus.getByRole('button', { name: 'Attach files' }).count()).toBe(0)
  })

  test('has actions of the page in the menu of a message, and reports to the page which was chosen', async () => {
    const page = await openElement(app, 'alice', 'parley-inbox', boots)
    await page.evaluate(() => {
      const report = document.createElement('button')
      Object.assign(report, { slot: 'message-actions', value: 'report', textContent: 'Report' })
      document.querySelector('parley-inbox')?.append(report)
      document.addEventListener('parley-message-action', ({ detail }) => {
        document.title = `${detail.action} in ${detail.conversationId}`
      })
    })
    await page.getByRole('article', { name: /^gus/ }).waitFor()
    await pressUntil(page, 'Shift+Tab', /^article "gus/)
    await press(page, 'Enter')
    await page.getByRole('menuitem', { name: 'Report' }).waitFor()
    await press(page, 'End')
    expect(await focused(page)).toBe('menuitem "Report"')
    await press(page, 'ArrowUp')
    expect(await focused(page)).toBe('menuitem "Copy text"')
    await press(page, 'ArrowDown', 'Enter')
    await expect.poll(() => page.title()).toBe('report in boots')
    await expect.poll(() => focused(page)).toMatch(/^article "gus/)
  })

  test('opens pictures over the page, by keyboard, and returns the focus', async () => {
    await sendFiles(
      app,
      'hats',
      'sebastian',
      await pictureFile('one.png'),
      await pictureFile('two.png'),
    )
    const page = await openElement(app, 'alice', 'parley-inbox', 'conversation-id="hats"')
    await page.getByRole('button', { name: 'Open two.png' }).waitFor()
    await pressUntil(page, 'Shift+Tab', /^article "sebastian/)
    await pressUntil(page, 'Tab', 'button "Open two.png"')
    await press(page, 'Enter')
    await page.getByRole('dialog', { name: 'two.png' }).waitFor()
    await expect.poll(() => focused(page)).toBe('button "Close"')
    await expectAccessible(page)
    await press(page, 'ArrowLeft')
    await page.getByRole('dialog', { name: 'one.png' }).waitFor()
    await press(page, 'Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toBe('button "Open two.png"')
  })

  test('shows who is online, and pictures of users', async () => {
    await chat.conversationWith('pictured', ['alice', 'pia'])
    const page = await openElement(app, 'alice', 'parley-inbox', 'conversation-id="pictured"')
    const header = page.locator('header')
    await header.getByRole('heading', { name: 'pia' }).waitFor()
    const photo = Buffer.from(await (await pictureFile('pia.png')).arrayBuffer())
    await page.route('**/pia.png', (route) =>
      route.fulfill({ contentType: 'image/png', body: photo }),
    )
    await chat.putUser('pia', { photoUrl: `${app.baseUrl}/pia.png` })
    await expect
      .poll(() => header.locator('img').evaluate((one: HTMLImageElement) => one.naturalWidth))
      .toBe(320)
    expect(await header.getByText('Online').count()).toBe(0)
    const pia = await openElement(app, 'pia', 'parley-unread-badge')
    await header.getByText('Online').waitFor()
    await pia.close()
  })

  test('finds more, jumps to a result, and highlights it', async () => {
    for (const n of [1, 2, 3, 4, 5]) {
      await chat.conversationWith(`umbrella${n}`, ['gus', 'sebastian'], {
        subject: `Umbrella ${n}`,
      })
      await chat.say(`umbrella${n}`, 'sebastian', `It rains ${n}`)
    }
    const page = await openElement(app, 'gus', 'parley-inbox')
    await page.getByRole('searchbox', { name: 'Search' }).fill('umbrella')
    await page.getByRole('button', { name: 'Show more: Conversations' }).click()
    await expect.poll(() => page.getByRole('option').count()).toBe(5)
    await expect.poll(() => focused(page)).toMatch(/^option "Umbrella/)
    // The highlight stays until the test ends it.
    await page.evaluate(() => {
      const start = window.setTimeout.bind(window)
      const held = (callback: () => void, milliseconds?: number) => {
        if (milliseconds !== 2000) return start(callback, milliseconds)
        Object.assign(globalThis, { endHighlight: callback })
        return 0
      }
      Object.assign(window, { setTimeout: held })
    })
    await page.getByRole('searchbox', { name: 'Search' }).fill('rains 4')
    await page.getByRole('listbox', { name: 'Messages' }).getByRole('option').click()
    await page.locator('.highlighted', { hasText: 'It rains 4' }).waitFor()
    await page.evaluate('endHighlight()')
    await page.locator('.highlighted').waitFor({ state: 'detached' })
  })

  test('offers to load the list again', async () => {
    const page = await openElement(app, 'alice', 'parley-unread-badge', '', {
      expected: /status of 403/,
    })
    let refusals = 1
    await page.route('**/realtime/conversations?*', (route) => {
      refusals -= 1
      return refusals < 0
        ? route.continue()
        : route.fulfill({
            status: 403,
            contentType: 'application/problem+json',
            headers: { 'access-control-allow-origin': '*' },
            json: { type: 'x', title: 'Forbidden', status: 403, detail: 'Not now.' },
          })
    })
    await page.evaluate(() => {
      const list = document.createElement('parley-conversation-list')
      const badge = document.querySelector('parley-unread-badge')
      for (const { name, value } of badge?.attributes ?? []) list.setAttribute(name, value)
      badge?.after(list)
    })
    await page.getByRole('alert').getByText('The conversations could not be loaded').waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('option').first().waitFor()
  })

  test('has a picker of emoji that is used by keyboard', async () => {
    const page = await openElement(app, 'alice', 'parley-inbox', boots)
    await page.getByRole('textbox', { name: 'Write a message' }).waitFor()
    await pressUntil(page, 'Tab', 'button "Emoji"')
    await press(page, 'Enter')
    await expect.poll(() => focused(page)).toBe('searchbox "Search emoji"')
    await press(page, 'Escape')
    await expect.poll(() => focused(page)).toBe('button "Emoji"')
    await press(page, 'Enter')
    await expect.poll(() => focused(page)).toBe('searchbox "Search emoji"')
    await page.keyboard.type('heart eyes')
    await press(page, 'ArrowDown', 'Enter')
    await expect.poll(() => focused(page)).toMatch(/^textbox "Write a message"/)
    expect(await page.getByRole('textbox', { name: 'Write a message' }).inputValue()).toMatch(
      /😍|😻/,
    )
  })

  test('puts one space after an emoji that was completed', async () => {
    const page = await openElement(app, 'alice', 'parley-chat', 'conversation-id="hats"')
    const field = page.getByRole('textbox', { name: 'Write a message' })
    await field.pressSequentially('So :smil')
    await page.getByRole('option').first().waitFor()
    await press(page, 'Enter')
    await field.pressSequentially(' nice ')
    expect(await field.inputValue()).toMatch(/^So \S+ nice $/)
  })

  test('keeps typed text over a reload, until it is sent', async () => {
    const page = await openElement(app, 'alice', 'parley-inbox', boots)
    const field = page.getByRole('textbox', { name: 'Write a message' })
    await field.fill('Half a sen')
    await page.reload()
    await expect.poll(() => field.inputValue()).toBe('Half a sen')
    await field.press('Enter')
    await page.getByTitle('Sent', { exact: true }).waitFor()
    await page.reload()
    await page.getByRole('article', { name: /^You/ }).waitFor()
    await field.waitFor()
    expect(await field.inputValue()).toBe('')
    expect(await page.evaluate('Object.keys(localStorage)')).toEqual([])
  })

  test('works in a browser that stores nothing', async () => {
    const page = await openElement(app, 'alice', 'parley-chat', 'conversation-id="welcome"', {
      script: `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('No', 'SecurityError') } })`,
    })
    const field = page.getByRole('textbox', { name: 'Write a message' })
    await field.fill('Kept')
    await page.evaluate(`document.querySelector('parley-chat').conversationId = 'hats'`)
    await expect.poll(() => field.inputValue()).toBe('')
    await page.evaluate(`document.querySelector('parley-chat').conversationId = 'welcome'`)
    await expect.poll(() => field.inputValue()).toBe('Kept')
  })

  test('shows the welcome message of another user, if they have one', async () => {
    const page = await openElement(app, 'alice', 'parley-inbox', 'conversation-id="welcome"')
    await page.getByRole('article', { name: 'Nina' }).getByText('Ask me *anything*!').waitFor()
    expect(await page.locator('parley-message-list .note').count()).toBe(0)
  })

  test('shows the text of the page in an empty chat', async () => {
    await chat.conversationWith('quiet', ['alice', 'sebastian'])
    const page = await openElement(app, 'alice', 'parley-inbox', 'conversation-id="quiet"')
    const feed = page.locator('parley-message-list')
    await feed
      .getByText('No messages yet')
      .or(page.locator('parley-chat').getByText('No messages yet'))
      .first()
      .waitFor()
    await page.evaluate(() => {
      const hint = document.createElement('p')
      Object.assign(hint, { slot: 'no-messages', textContent: 'Say hello' })
      document.querySelector('parley-inbox')?.append(hint)
    })
    await page.getByText('Say hello').waitFor()
    await expect
      .poll(() => page.locator('parley-chat').getByText('No messages yet').isVisible())
      .toBe(false)
  })

  test('makes no request for a row that is hidden behind the chat on a phone, or that becomes visible', async () => {
    const requests: string[] = []
    const page = await openElement(app, 'alice', 'parley-inbox', boots, phone)
    page.on('request', (request) => requests.push(new URL(request.url()).pathname))
    await page.reload()
    await page.getByRole('textbox', { name: 'Write a message' }).waitFor()
    await page.getByRole('article', { name: /^gus/ }).waitFor()
    const asked = (what: string) =>
      requests.filter((path) => path.endsWith(`/${what}`) && !path.includes('/boots/')).length
    expect(asked('participants')).toBe(0)
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('option', { name: /^Nina/ }).waitFor()
    // The list contains them, and shows whether the user may know who types.
    expect(asked('participants')).toBe(0)
    expect(requests.filter((path) => /conversations\/(hats|welcome)$/.test(path))).toEqual([])
  })
})
