import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { accessibilityTree, expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath, sharedBrowser } from '@openparley/test-kit/browser'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { focused, press, pressUntil } from '@openparley/test-kit/keyboard'
import { openStrictPage, servePage } from '@openparley/test-kit/strict-page'
import { describe, expect, test } from 'vitest'

const element = `customElements.define('x-buttons', class extends HTMLElement {
  connectedCallback() {
    const send = Object.assign(document.createElement('button'), { textContent: 'Send' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(':host { color: #333; background: #fff } button { background: #ddd }')
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [sheet]
    root.append(send, Object.assign(document.createElement('input'), { ariaLabel: 'Text' }))
  }
})`

function pageOptions(script = '') {
  const entry = join(temporaryFolder(), 'entry.js')
  writeFileSync(entry, element)
  return { body: '<x-buttons></x-buttons>', server: 'http://127.0.0.1:1', entry, script }
}

describe.skipIf(!chromiumPath)('the page that tests of the inbox open (needs chromium)', () => {
  test('has names, roles and a focus that tests read', async () => {
    const page = await openStrictPage(pageOptions())
    expect(await accessibilityTree(page)).toBe('- main:\n  - button "Send"\n  - textbox "Text"')
    expect(await focused(page)).toBe('')
    await pressUntil(page, 'Tab', 'textbox "Text"')
    await press(page, 'Shift+Tab')
    expect(await focused(page)).toBe('button "Send"')
    await expectAccessible(page)
  })

  test('is refused by axe if a name is missing', async () => {
    const page = await openStrictPage(
      pageOptions(`document.querySelector('main').append(
      document.createElement('input'))`),
    )
    await expect(expectAccessible(page)).rejects.toThrow('label')
  })

  test.each([
    [
      'an inline style',
      `document.body.innerText = ''; document.body.setAttribute('style', 'x: y')`,
    ],
    ['an inline handler', `document.body.setAttribute('onclick', 'alert()')`],
    ['HTML from a text', `document.body.innerHTML = '<b>text</b>'`],
    ['a policy for trusted types', `trustedTypes.createPolicy('other', {})`],
    ['evaluated code', `new Function('1')`],
  ])('accepts no %s', async (_, script) => {
    const origin = await servePage(pageOptions(`try { ${script} } catch {}`))
    const page = await (await sharedBrowser()).newPage()
    const violated = page.waitForEvent('console', (one) =>
      /Security Policy|Trusted/.test(one.text()),
    )
    await page.goto(origin)
    await violated
    await page.close()
  })
})
