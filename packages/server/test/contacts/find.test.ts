import { casesIn } from '@openparley/test-kit/doc-cases'
import { describe, expect, test } from 'vitest'
import { maskFrom } from '../../src/model/contacts/contact-mask.ts'
import { emailsIn } from '../../src/model/contacts/emails.ts'
import { linksIn } from '../../src/model/contacts/links.ts'
import { maskedContent, maskedText } from '../../src/model/contacts/masked-content.ts'
import { phonesIn } from '../../src/model/contacts/phones.ts'
import { Tokens } from '../../src/model/contacts/tokens.ts'
import { wordFinder } from '../../src/model/contacts/words.ts'
import type { TextNode } from '../../src/model/schema.ts'

const mask = maskFrom({ words: ['whatsapp', 'telegram'], allowedDomains: ['shop.example'] })
const cases = casesIn('docs/masking.md')

describe('contacts in a text', () => {
  test('have a table of cases', () => expect(cases.length).toBeGreaterThan(50))

  test.each(cases)('%j is seen as %j', (text, seen) => {
    expect(maskedText(text, mask)).toBe(seen)
  })

  test.each(cases)('%j has nothing more to hide afterwards', (text) => {
    expect(mask.find(maskedText(text, mask))).toEqual([])
  })

  test('have a kind each', () => {
    const kindsOf = (text: string) => mask.find(text).map(({ kinds }) => kinds)
    expect(kindsOf('john at gmail dot com')).toEqual([['email']])
    expect(kindsOf('0176 1234567 whatsapp evil.com')).toEqual([['phone'], ['word'], ['link']])
  })

  test('are only hidden if their kind is', () => {
    const onlyPhones = maskFrom({ kinds: ['phone'] })
    expect(maskedText('a@example.com https://evil.com 0176 1234567', onlyPhones)).toBe(
      'a@example.com https://evil.com •••',
    )
  })

  test('are hidden if they contain invisible characters, or digits as emoji', () => {
    const texts = ['jo\u200bhn@exam\u00adple.com', '0\ufe0f\u20e3176\u2060 123\u200d4567']
    for (const text of texts) expect(maskedText(text, mask)).toBe('•••')
  })
})

describe('contacts in formatted text', () => {
  const seen = (...children: TextNode[]) =>
    maskedContent([{ type: 'text', children }], mask)?.content[0]

  test.each<[string, TextNode[], TextNode[]]>([
    ['over a bold part', ['a', { type: 'bold', children: ['b'] }, '@c.de!'], ['•••!']],
    [
      'over two levels',
      [
        { type: 'bold', children: ['Call 0176', { type: 'italic', children: [' 123'] }] },
        '4567 now',
      ],
      [{ type: 'bold', children: ['Call •••'] }, ' now'],
    ],
    [
      'over the points of a list',
      [
        {
          type: 'bulletList',
          children: ['0176', '1234567'].map((text) => ({ type: 'bulletPoint', children: [text] })),
        },
      ],
      [{ type: 'bulletList', children: [{ type: 'bulletPoint', children: ['•••'] }] }],
    ],
    [
      'in the URL of a link',
      [{ type: 'link', url: 'https://evil.com', children: ['my shop'] }, ' is open'],
      ['••• is open'],
    ],
    [
      'in an encoded URL',
      [{ type: 'link', url: 'https://shop.example/?m=john%40evil.com', children: ['here'] }],
      ['•••'],
    ],
    ['in a mention', ['john', { type: 'mention', id: 'x', text: 'gmail.com' }], ['•••']],
    [
      'in the text of a mention',
      [{ type: 'mention', id: 'x', text: 'John 0176 1234567' }],
      [{ type: 'mention', id: 'x', text: 'John •••' }],
    ],
    ['in code', [{ type: 'codeSpan', text: 'evil.com' }], [{ type: 'codeSpan', text: '•••' }]],
    ['in an emoji', [{ type: 'customEmoji', text: ':evil.com:' }], [':•••:']],
    [
      'in a link of its own text',
      ['See ', { type: 'autoLink', url: 'https://www.evil.com', text: 'www.evil.com' }],
      ['See •••'],
    ],
    [
      'in a button',
      [{ type: 'actionButton', action: 'call', params: {}, children: ['+49 176 1234567'] }],
      [{ type: 'actionButton', action: 'call', params: {}, children: ['•••'] }],
    ],
  ])('are hidden %s', (_, nodes, expected) => {
    expect(seen(...nodes)).toEqual({ type: 'text', children: expected })
  })

  test('leave an allowed link as it is', () => {
    const link: TextNode = { type: 'link', url: 'https://a.shop.example/1', children: ['Order'] }
    expect(seen(link)).toBeUndefined()
  })
})

// A test of time would depend on the machine. A step is one look at a token.
describe('the steps to read a text', () => {
  const length = 10_000
  const starts = [
    'a@',
    '@a.',
    'a.',
    'a at ',
    'a at a dot ',
    '0 ',
    '1.',
    '01.02.',
    '+0',
    '+ ',
    '(',
    '-a-',
    'https://',
    ':/',
  ]
  const more = [
    'www.',
    'a-',
    '0a',
    ' . ',
    '[dot]',
    '(at)',
    'whats ',
    '9 9-',
    '@ ',
    '.com',
    'a.com/',
    '"',
    '#0',
    '\n0',
    'ａ＠',
    '\u200b',
  ]
  const long = wordFinder(['whats app', ...Array.from({ length: 499 }, (_, n) => `whats app ${n}`)])

  test.each([...starts, ...more])('grow with its length only, as for %j repeated', (part) => {
    const tokens = new Tokens(part.repeat(Math.ceil(length / part.length)).slice(0, length))
    emailsIn(tokens, () => false)
    linksIn(tokens, () => true)
    phonesIn(tokens)
    expect(tokens.steps).toBeLessThan(100 * length)
  })

  test('do not grow with the number of words that have the same beginning', () => {
    const tokens = new Tokens('whats app '.repeat(length / 10))
    long(tokens)
    expect(tokens.steps).toBeLessThan(100 * length)
  })
})
