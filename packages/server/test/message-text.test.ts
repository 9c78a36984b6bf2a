import { anyText } from '@openparley/test-kit/any-text'
import { casesIn } from '@openparley/test-kit/doc-cases'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plaintextOf } from '../../client/src/state/plaintext.ts'
import { contentOf, mentionsIn, parseTypedText, plainText } from '../src/model/content.ts'
import type { TextMention, TextNode } from '../src/model/schema.ts'
import { isTextOf } from '../src/model/typed-text/links.ts'
import { placesOf } from '../src/model/typed-text/mentions.ts'
import { parsedText } from '../src/model/typed-text/parse.ts'

const cases = casesIn('docs/message-text.md')
const mentionCases = casesIn('docs/message-text.md', 'mentions')

/** Nodes as the table shows them. */
const shown = (node: TextNode): unknown =>
  typeof node === 'string'
    ? node
    : { [node.type]: 'children' in node ? node.children.map(shown) : node.text }

const all = { links: true }
const mentionsOf = (names: string): TextMention[] =>
  JSON.parse(names).map((text: string) => ({ id: `id of ${text}`, text }))

describe('the syntax of typed text', () => {
  test('has a table of cases', () => expect(cases.length).toBeGreaterThan(45))

  test.each(cases)('reads %j as %s', (text, content) => {
    const nodes = parsedText(text, all)
    expect(nodes.map(shown)).toEqual(JSON.parse(content.replaceAll('\n', '\\n')))
  })

  test.each(mentionCases)('reads %j with the mentions %s as %s', (text, names, content) => {
    const nodes = parsedText(text, all, mentionsOf(names))
    expect(nodes.map(shown)).toEqual(JSON.parse(content.replaceAll('\n', '\\n')))
    for (const id of mentionsIn([{ type: 'text', children: nodes }]))
      expect(mentionsOf(names)).toContainEqual({ id, text: id.slice('id of '.length) })
    expect(parseTypedText(text, all, mentionsOf(names)).nodes ?? [text]).toEqual(nodes)
  })

  test('has the same plain form in the client, which reads it from the content of events', () => {
    const mentions: TextNode[] = ['alice', '@bob'].map((text) => ({
      type: 'mention',
      id: 'u',
      text,
    }))
    for (const nodes of [...cases.map(([text]) => parsedText(text, all)), mentions])
      expect(plaintextOf([{ type: 'text', children: nodes }])).toBe(plainText(nodes))
  })

  test('makes whole URLs of links', () => {
    const urls = parsedText('www.example.com a@example.com http://x.y <tel:+1|call>', all)
    expect(
      urls.flatMap((node) => (typeof node === 'object' && 'url' in node ? node.url : [])),
    ).toEqual(['https://www.example.com', 'mailto:a@example.com', 'http://x.y', 'tel:+1'])
  })

  test('makes no links with their own text if they are not allowed', () => {
    const [, link, ...rest] = parsedText('<https://example.com|here>', { links: false })
    expect(link).toEqual({
      type: 'autoLink',
      url: 'https://example.com',
      text: 'https://example.com',
    })
    expect(rest).toEqual(['|here>'])
  })

  test('keeps line breaks as they are', () => {
    expect(parsedText('a\r\n*b*\r\n- c\r\n', all)).toEqual([
      'a\r\n',
      { type: 'bold', children: ['b'] },
      { type: 'bulletList', children: [{ type: 'bulletPoint', children: ['c'] }] },
    ])
    expect(parsedText('```\r\na\r\n```', all)).toEqual([{ type: 'codeSpan', text: 'a' }])
  })

  // A quadratic parser would take longer than a test may.
  test.each(
    [
      ...[
        '*',
        '*a ',
        '_a *b ',
        '*_~',
        '`',
        '`a ',
        '``` ',
        '```a',
        '@',
        'a@',
        '@1.',
        'a@b-',
        '<',
        '<https://a',
        '<https://a|',
      ],
      ...[
        'https://',
        'www.',
        'www.,',
        'www.)',
        'www.a.b:x,',
        'https://[',
        '(https://]?',
        'https://a) ',
        'a.',
        '- ',
        '- a\n',
        '-\t',
        '\r',
        '\n',
        '*a* ',
        '`a` ',
        'a@b.co ',
        '😀*',
        '\ud83d',
      ],
    ].map((part) => [part, part.repeat(20_000 / part.length)]),
  )('reads 20,000 characters of %j', (_, text) => {
    const nodes = parsedText(text, all)
    expect(plainText(nodes).length).toBeLessThanOrEqual(text.length)
  })

  test.each(['https://a', 'https://a.', 'www.a.b(', '`', '<https://'])(
    'reads %j and 20,000 characters of punctuation',
    (start) => {
      for (const sign of [')', '.', '(', ']', '*', '`', '-'])
        expect(parsedText(start + sign.repeat(20_000), all).length).toBeGreaterThan(0)
    },
  )
})

/** All strings in the tree, in order. */
const leaves = (nodes: TextNode[]): string =>
  nodes
    .map((node) =>
      typeof node === 'string' ? node : 'children' in node ? leaves(node.children) : node.text,
    )
    .join('')

const depth = (nodes: TextNode[]): number =>
  Math.max(
    0,
    ...nodes.map((node) =>
      typeof node === 'object' && 'children' in node ? 1 + depth(node.children) : 0,
    ),
  )

function isWithin(part: string, whole: string): boolean {
  let at = 0
  for (const character of part) {
    at = whole.indexOf(character, at) + character.length
    if (at < character.length) return false
  }
  return true
}

const sign = fc.constantFrom(
  ...'*_~`<>|@.-+•:/()[]\n\r\t aé粗',
  '```',
  'https://',
  'www.',
  'a@b.co',
  '👩‍👩‍👧',
  '\u0301',
  '\ud83d',
)

test('any text is parsed into a tree of its parts, in order', () => {
  const text = fc.array(fc.oneof(sign, anyText({ maxLength: 3 })), {
    maxLength: 40,
  })
  fc.assert(
    fc.property(text, fc.boolean(), (parts, links) => {
      const whole = parts.join('')
      const nodes = parsedText(whole, { links })
      expect(isWithin(leaves(nodes), whole)).toBe(true)
      // A quick look at a text misses no formatting.
      expect(parseTypedText(whole, { links }).nodes ?? [whole]).toEqual(
        nodes.length > 0 ? nodes : [whole],
      )
      expect(depth(nodes)).toBeLessThanOrEqual(5)
      // Unformatted text stays as it is, apart from the signs of lists.
      if (nodes.length === 1 && typeof nodes[0] === 'string') expect(nodes[0]).toBe(whole)
    }),
    { numRuns: 3000 },
  )
})

test('mentions at any place of any text are read, or stay text in code and links', () => {
  const name = fc.constantFrom('Ann', 'Ann Lee', '*b*', '@c', '`d')
  const part = fc.oneof(
    sign,
    name,
    name.map((text) => ({ id: text, text })),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const whole = parts.map((one) => (typeof one === 'string' ? one : `@${one.text}`)).join('')
      const mentions = parts.filter((one) => typeof one === 'object')
      expect(placesOf(whole, mentions).missing).toBeUndefined()
      const nodes = parsedText(whole, all, mentions)
      const found = mentionsIn([{ type: 'text', children: nodes }])
      expect(isWithin(leaves(nodes), whole)).toBe(true)
      for (const { id } of mentions)
        if (!found.includes(id)) expect(JSON.stringify(nodes)).toMatch(/codeSpan|autoLink|"link"/)
    }),
    { numRuns: 1000 },
  )
})

test('the plain form of a text without formatting, and of lists, is the text', () => {
  const line = fc.constantFrom('a', 'b c', '- d', '- e - f', '', '2*3*4', 'snake_case')
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
      const text = ['start', ...lines, 'end'].join('\n').replaceAll(/(^- .*\n)\n(?=- )/gm, '$1')
      expect(plainText(parsedText(text, all))).toBe(text)
    }),
  )
})

test.each([
  ['https://example.com/a', 'example.com/a', true],
  ['https://example.com/a', 'https://example.com/a', true],
  ['http://example.com', 'EXAMPLE.com', true],
  ['mailto:a@example.com', 'a@example.com', true],
  ['tel:+491234567', '+49 (123) 45-67', true],
  ['tel:+491234567', 'tel:+491234567', true],
  ['tel:+491234567', '+491234568', false],
  ['https://example.com', 'http://example.com', false],
  ['https://evil.example/', 'https://bank.example/', false],
  ['https://bank.example@evil.example/', 'https://bank.example/', false],
  ['https://evil.example/', 'here', false],
  ['https://evil.example/', '', false],
])('the text of an autoLink to %s is %j: %s', (url, text, matches) => {
  expect(isTextOf(url, text)).toBe(matches)
})

test('a mention is found at any depth, each user once', () => {
  const mention = (id: string) => ({ type: 'mention' as const, id, text: '@Bob' })
  const nodes: TextNode[] = [
    mention('bob'),
    { type: 'bold', children: ['a', { type: 'italic', children: [mention('carol')] }] },
    mention('bob'),
  ]
  expect(mentionsIn(contentOf({ text: 'a', location: [1, 2], file: null, nodes }))).toEqual([
    'bob',
    'carol',
  ])
  expect(plainText(nodes)).toBe('@Boba@Bob@Bob')
})
