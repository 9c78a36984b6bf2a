import { expect, test } from 'vitest'
import { isLink } from '../src/parts/text.ts'

test('links have one of four schemes', () => {
  for (const url of [
    'https://example.com/a?b#c',
    'HTTP://EXAMPLE.COM',
    'mailto:a@example.com',
    'tel:+431234',
  ])
    expect(isLink(url), url).toBe(true)
  for (const url of [
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://example.com/1',
    '/relative',
    'example.com',
    '',
  ])
    expect(isLink(url), url).toBe(false)
})
