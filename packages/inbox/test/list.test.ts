import { describe, expect, test } from 'vitest'
import { withOpened } from '../src/list/kept.ts'
import { movedBy } from '../src/list/list-keys.ts'
import { marked } from '../src/list/marked.ts'
import { picturesOf, titleOf } from '../src/list/title.ts'
import { hueOf, initials } from '../src/parts/initials.ts'
import { summary } from '../src/parts/summary.ts'
import { ageOf, shortTime } from '../src/parts/time.ts'
import { en } from '../src/words/en.ts'
import { conversationOf } from './conversations.ts'
import { messageOf, userOf } from './messages.ts'

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 4, 4],
  ['ArrowUp', 0, 0],
  ['ArrowUp', 4, 3],
  ['PageDown', 1, 4],
  ['PageUp', 3, 0],
  ['Home', 3, 0],
  ['End', 0, 4],
  ['a', 3, undefined],
])('%s moves from %i to %s of five', (key, from, to) => {
  expect(movedBy(key, from, 5)).toBe(to)
})

test('no key moves in an empty list', () => {
  expect(movedBy('End', 0, 0)).toBeUndefined()
})

describe('the unread conversations', () => {
  const [boots, hats, shoes] = ['boots', 'hats', 'shoes'].map((id) => conversationOf(id))
  const before = [boots, hats, shoes] as never

  test('keep the open conversation at its place, shown as read', () => {
    const shown = withOpened([boots, shoes] as never, before, 'hats')
    expect(shown.map(({ id, isUnread }) => [id, isUnread])).toEqual([
      ['boots', true],
      ['hats', false],
      ['shoes', true],
    ])
  })

  test('are shown unchanged if the open conversation is among them, or none is open', () => {
    const now = [boots, shoes] as never
    expect(withOpened(now, before, 'boots')).toBe(now)
    expect(withOpened(now, before, '')).toBe(now)
    expect(withOpened(now, before, 'gloves')).toBe(now)
  })
})

describe('the words that a search has found', () => {
  const matches = (text: string, query: string) =>
    marked(text, query).map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))

  test('begin with a word of the query, in any case and with any accents', () => {
    expect(matches('Boots and a bootlace, no reboot', 'boot')).toEqual([
      '[Boots]',
      ' and a ',
      '[bootlace]',
      ', no reboot',
    ])
    expect(matches('Dávid in the café', 'cafe DAV')).toEqual(['[Dávid]', ' in the ', '[café]'])
  })

  test('are visible: text long before the first one is left out', () => {
    expect(matches(`${'very '.repeat(20)}long boots`, 'boots')[0]).toBe('…very very very long ')
  })

  test('are none if no word matches, or if the query has no words', () => {
    expect(matches('Hello', 'boots')).toEqual(['Hello'])
    expect(matches('Hello', '*')).toEqual(['Hello'])
  })
})

describe('the title of a conversation', () => {
  const others = [userOf('Bob'), userOf('Carol')]

  test('is its subject, or else the names of the other participants', () => {
    expect(titleOf({ subject: 'Boots', lastMessage: null }, others, 'en')).toBe('Boots')
    expect(titleOf({ subject: null, lastMessage: null }, others, 'en')).toBe('Bob, Carol')
  })

  test('is not known before the other participants are known', () => {
    expect(titleOf({ subject: null, lastMessage: null }, undefined, 'en')).toBeUndefined()
  })
})

test('the picture of a conversation is its own, or else those of the other participants', () => {
  const others = [userOf('Bob'), userOf('Carol')]
  const boots = { id: 'boots', photoUrl: 'https://example.com/boots.png' }
  expect(picturesOf(boots, others, 'Boots')).toEqual([{ ...boots, name: 'Boots' }])
  expect(picturesOf({ ...boots, photoUrl: null }, others, 'Boots')).toBe(others)
})

test.each([
  ['Alice Archer', 'AA'],
  ['alice', 'A'],
  ['Günther von Überlingen', 'GÜ'],
  ['(Bob) "the" Brown', 'BB'],
  ['👩‍👩‍👧 Family', '👩‍👩‍👧F'],
  ['山田 太郎', '山太'],
  ['नीता', 'नी'],
  ['e\u0301va x\u0323', 'E\u0301X\u0323'],
  ['  ', ''],
  ['***', ''],
])('the initials of %s are %s', (name, letters) => {
  expect(initials(name)).toBe(letters)
})

test('the color of initials depends only on the id', () => {
  expect(hueOf('alice')).toBe(hueOf('alice'))
  expect(hueOf('alice')).not.toBe(hueOf('bob'))
})

describe('the time of a conversation', () => {
  const now = new Date(2026, 4, 20, 9).getTime()
  const at = (...parts: [number, number, number, number]) => new Date(...parts).getTime()

  test.each([
    ['today', at(2026, 4, 20, 0)],
    ['yesterday', at(2026, 4, 19, 23)],
    ['week', at(2026, 4, 14, 0)],
    ['year', at(2026, 4, 13, 23)],
    ['older', at(2025, 11, 31, 23)],
    ['today', at(2026, 4, 20, 10)],
  ])('is of %s', (age, time) => {
    expect(ageOf(time, now)).toBe(age)
  })

  test('is shown in the language', () => {
    expect(shortTime(at(2026, 4, 20, 8), now, 'de')).toBe('08:00')
    expect(shortTime(at(2026, 4, 19, 8), now, 'de')).toBe('gestern')
    expect(shortTime(at(2026, 4, 18, 8), now, 'en')).toBe('Mon')
    expect(shortTime(at(2026, 2, 1, 8), now, 'en')).toBe('Mar 1')
    expect(shortTime(at(2025, 2, 1, 8), now, 'en')).toBe('3/1/25')
  })
})

describe('a message in one line', () => {
  const file = {
    type: 'file',
    fileToken: 'f' as never,
    url: '/f',
    size: 1,
    filename: 'a.bin',
  } as const

  test.each([
    ['Picture', { ...file, subtype: 'image' }],
    ['Video', { ...file, subtype: 'video' }],
    ['Audio', { ...file, subtype: 'audio' }],
    ['Voice message', { ...file, subtype: 'voice' }],
    ['a.bin', { ...file, subtype: 'generic' }],
    ['a.bin', file],
    ['Location', { type: 'location', latitude: 1, longitude: 2 }],
  ] as const)('is %s', (line, block) => {
    expect(summary(messageOf('bob', 1, { content: [block], plaintext: '' }), en)).toBe(line)
  })

  test('is its text, at most 300 characters of it', () => {
    expect(summary(messageOf('bob', 1, { plaintext: 'Hello' }), en)).toBe('Hello')
    expect(summary(messageOf('bob', 1, { plaintext: 'x'.repeat(10_000) }), en)).toHaveLength(300)
  })
})
