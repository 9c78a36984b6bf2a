import { chromiumPath } from '@openparley/test-kit/browser'
import { openElement } from '@openparley/test-kit/inbox-page'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { beforeAll, describe, expect, test } from 'vitest'

const list = 'parley-conversation-list'

describe.skipIf(!chromiumPath)('the language of an element (needs chromium)', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await testApp({ settings: { allowedOrigins: ['*'] } })
    await app.call('PUT', '/users/alice', { body: { name: 'Alice' } })
  })

  test('is that of the page, from the first rendering, and changes with its attribute', async () => {
    const page = await openElement(app, 'alice', list, '', {
      lang: 'de-AT',
      script: `
        globalThis.shown = []
        const note = () => {
          const text = document.querySelector('${list}')?.shadowRoot?.textContent.trim()
          if (text && text !== shown.at(-1)) shown.push(text)
          requestAnimationFrame(note)
        }
        note()`,
    })
    await page.getByText('Noch keine Unterhaltungen').waitFor()
    const shown = await page.evaluate<string[]>('shown')
    expect(shown.join(' ')).not.toMatch(/Loading|conversations/)
    await page.locator(list).evaluate((element) => element.setAttribute('lang', 'ja'))
    await page.getByText('会話はまだありません').waitFor()
    await page.locator(list).evaluate((element) => element.setAttribute('lang', 'xx'))
    await page.getByText('No conversations yet').waitFor()
  })

  test('the language is that of the browser if the page has none, and the page replaces texts', async () => {
    const page = await openElement(app, 'alice', list, '', {
      lang: '',
      context: { locale: 'es-MX' },
      script: `
        import { setWords } from '/inbox.js'
        globalThis.setWords = setWords`,
    })
    await page.getByText('Aún no hay conversaciones').waitFor()
    await page.evaluate(`setWords({ noConversations: 'Nada por aquí' })`)
    await page.getByText('Nada por aquí').waitFor()
    await page.locator(list).evaluate((element) => {
      Object.assign(element, { words: { noConversations: 'Solo aquí' } })
    })
    await page.getByText('Solo aquí').waitFor()
  })
})
