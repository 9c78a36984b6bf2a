import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Without the rules for style sheets and media, which can find nothing here. Selectors are not printed. */
const brief: RunOptions = { resultTypes: ['violations'], preload: false, selectors: false }

/** The themes, and the rules of axe for each: only colours differ in the second one. */
const themes: ['light' | 'dark', RunOptions][] = [
  // The page around the elements belongs to the test.
  ['light', { ...brief, rules: { 'page-has-heading-one': { enabled: false } } }],
  ['dark', { ...brief, runOnly: ['color-contrast'] }],
]

/** Expects that axe finds no problems on the page, in the light and in the dark theme, except for the given rules. */
export async function expectAccessible(page: Page, ...except: string[]): Promise<void> {
  for (const [colorScheme, options] of themes) {
    await page.emulateMedia({ colorScheme })
    expect(
      (await findings(page, options))
        .filter(({ id }) => !except.includes(id))
        .map(({ text }) => text)
        .join('\n'),
      `axe, ${colorScheme}`,
    ).toBe('')
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

interface Finding {
  id: string
  help: string
  nodes: { html: string; failureSummary?: string }[]
}

async function findings(page: Page, options: RunOptions): Promise<{ id: string; text: string }[]> {
  const isThere = await page.evaluate('typeof axe === "object"')
  if (!isThere) await page.evaluate(axe)
  const found = await page.evaluate<Finding[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  )
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({
      id,
      text: `${id}: ${help}: ${html}\n${failureSummary}`,
    })),
  )
}

/** The accessibility tree of the page, as lines of YAML: roles, names and states. */
export const accessibilityTree = (page: Page): Promise<string> =>
  page.locator('body').ariaSnapshot()
