import { inboxBundle } from '@openparley/test-kit/bundles'
import { expect, test } from 'vitest'

const { files, firstLoad, parts } = await inboxBundle()

test('a page loads at most 45 KB first, minified and gzipped, with the client and Lit, in two files', () => {
  expect(firstLoad).toBeGreaterThan(20 * 1024)
  expect(firstLoad).toBeLessThan(45 * 1024)
  const names = [...files.keys()]
  expect(names.filter((name) => /^inbox\.js$|\/core-/.test(name))).toHaveLength(2)
  expect(files.get('inbox.js')?.length).toBeLessThan(1024)
  // The stream needs it: requested later, it would delay the first list.
  expect(new TextDecoder().decode(files.get('inbox.js'))).toMatch(
    /import ?"\.\/inbox\/session-stream-/,
  )
})

test('a page with an open conversation loads at most 45 KB, with the composer', () => {
  expect(firstLoad + (parts.get('composer/composer') ?? Number.NaN)).toBeLessThan(45 * 1024)
})

test('a page loads languages, pickers, menus, files and searches on use, each under 6 KB', () => {
  const names = [...parts.keys()]
  for (const name of ['ar', 'de', 'es', 'fr', 'ja', 'pt', 'zh'])
    expect(names).toContain(`words/${name}`)
  expect(names).toEqual(
    expect.arrayContaining([
      'chat/chat-menu',
      'chat/file-view',
      'chat/message-menu',
      'chat/picture-viewer',
      'composer/attachments',
      'composer/emoji-picker',
      'composer/suggestions',
      'session/search',
      'session/upload',
    ]),
  )
  for (const [name, bytes] of parts) expect(bytes, name).toBeLessThan(6 * 1024)
})
