import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Presses the keys one after the other, such as `Tab` or `Shift+ArrowDown`. */
export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** The role and the name of the element with the focus, as `button "Send"`; empty if none has it. */
export async function focused(page: Page): Promise<string> {
  // Each shadow host around the element matches too, and comes before it.
  const element = page.locator('body :focus').last()
  if ((await element.count()) === 0) return ''
  const [line = ''] = (await element.ariaSnapshot()).split('\n')
  return line.replace(/^- /, '').replace(/( \[active\])?:?$/, '')
}

/** Presses the key until an element with the role and name has the focus. Fails after 30 times. */
export async function pressUntil(page: Page, key: string, wanted: string | RegExp): Promise<void> {
  const passed: string[] = []
  while (passed.length < 30) {
    await press(page, key)
    const now = await focused(page)
    if (typeof wanted === 'string' ? now === wanted : wanted.test(now)) return
    passed.push(now)
  }
  expect(passed, `${key} never reaches it`).toContain(wanted)
}
