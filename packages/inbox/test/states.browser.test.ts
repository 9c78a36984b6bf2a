import { expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath, sharedBrowser } from '@openparley/test-kit/browser'
import { openElement } from '@openparley/test-kit/inbox-page'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { beforeAll, describe, expect, test } from 'vitest'
import { states } from '../../../scripts/inbox/states.ts'
import { tellStory } from '../../../scripts/inbox/story.ts'

const widths = [360, 768, 1280]

/** What sticks out of the page, and controls that are smaller than 24 pixels (WCAG 2.2, 2.5.8). */
const layoutFaults = `(() => {
  const faults = []
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways')
  const visit = (root) => {
    for (const element of root.querySelectorAll('*')) {
      // A menu that is open stays where it was opened.
      if (element.closest('[popover]')) continue
      if (element.shadowRoot) visit(element.shadowRoot)
      if (!element.matches('button, textarea, input:not([hidden])')) continue
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      const { left, right, width, height } = element.getBoundingClientRect()
      const name = element.ariaLabel || element.textContent.trim() || element.className
      if (left < -1 || right > innerWidth + 1) faults.push(name + ' sticks out')
      if (width < 24 || height < 24) faults.push(name + ' is too small')
    }
  }
  visit(document)
  return faults
})()`

describe.skipIf(!chromiumPath)('the states of the inbox (need chromium)', () => {
  let app: TestApp

  beforeAll(async () => {
    app = await testApp({ settings: { allowedOrigins: ['*'] } })
    const page = await (await sharedBrowser()).newPage({ viewport: { width: 320, height: 240 } })
    const picture = new Blob([new Uint8Array(await page.screenshot())], { type: 'image/png' })
    await page.close()
    await tellStory(app.client, picture)
  })

  test.each(states)(
    '$name: axe finds nothing in both themes, and nothing sticks out at any width',
    async ({ userId = 'alice', tag = 'parley-inbox', more, lang, dir, open }) => {
      const page = await openElement(app, userId, tag, more, {
        ...(lang && { lang }),
        ...(dir && { dir }),
        // A conversation that the user is not in is a 403 or a 404.
        expected: /status of 40[34]/,
      })
      await open(page)
      await expectAccessible(page)
      for (const width of widths) {
        await page.setViewportSize({ width, height: 640 })
        await expect
          .poll(() => page.evaluate(layoutFaults), { message: `at ${width} px` })
          .toEqual([])
      }
    },
  )
})
