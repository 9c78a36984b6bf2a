import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { en } from '../src/words/en.ts'
import { counted, filled, listed } from '../src/words/phrases.ts'
import { languages, type Words } from '../src/words/words.ts'

describe('phrases', () => {
  test('have the form that the language has for a count', () => {
    const forms = {
      one: '# wiadomość',
      few: '# wiadomości',
      many: '# wiadomości',
      other: '# wiad.',
    }
    const messages = counted('pl', { ...forms, few: '# wiadomości (few)' })
    expect([1, 3, 5, 22].map(messages)).toEqual([
      '1 wiadomość',
      '3 wiadomości (few)',
      '5 wiadomości',
      '22 wiadomości (few)',
    ])
  })

  test('have numbers as the language writes them', () => {
    expect(counted('de', { other: '# Nachrichten' })(12345)).toBe('12.345 Nachrichten')
  })

  test('join names as the language does', () => {
    const typing = listed('en-GB', '# is typing', '# are typing')
    expect(typing(['Ann'])).toBe('Ann is typing')
    expect(typing(['Ann', 'Bob', 'Eve'])).toBe('Ann, Bob and Eve are typing')
  })

  test('keep their direction, whatever a user is called', () => {
    const reply = filled('Reply to #!')
    expect(reply('$& Ann')).toBe('Reply to $& Ann!')
    expect(reply('\u202eevil')).toBe('Reply to \u2068\u202eevil\u2069!')
    expect(reply('ليلى')).toBe('Reply to \u2068ليلى\u2069!')
  })
})

describe.each(Object.keys(languages))('the words of %s', (language) => {
  test('are complete, and phrases have the same parameters as in English', async () => {
    const words = (await languages[language]?.()) ?? {}
    const shapes = (one: object) =>
      Object.fromEntries(Object.entries(one).map(([key, value]) => [key, typeof value]))
    expect(shapes(words)).toEqual(shapes(en))
    expect(words.locale).toBe(language)
  })

  test('insert counts, names and texts', async () => {
    const words = (await languages[language]?.()) as Words
    const number = new Intl.NumberFormat(language).format(1234)
    const { unread, people, newestCount, charactersLeft } = words
    for (const phrase of [unread, people, newestCount, charactersLeft])
      expect(phrase(1234)).toContain(number)
    for (const count of [0, 1, 2, 3, 11, 100]) expect(unread(count)).toMatch(/\S+/)
    expect(words.typingNames(['Ann', 'Bob'])).toMatch(/Ann.*Bob/)
    expect(words.download('boots.png')).toContain('boots.png')
  })
})

test('each word is used by an element', () => {
  const src = join(import.meta.dirname, '../src')
  const files = globSync('**/*.ts', { cwd: src }).filter((file) => !file.startsWith('words'))
  const code = files.map((file) => readFileSync(join(src, file), 'utf8')).join('\n')
  const isUsed = (key: string) => new RegExp(`\\bwords\\.${key}\\b|'${key}'`).test(code)
  expect(Object.keys(en).filter((key) => !isUsed(key))).toEqual([])
})
