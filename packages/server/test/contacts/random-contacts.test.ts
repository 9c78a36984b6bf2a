import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskFrom } from '../../src/model/contacts/contact-mask.ts'
import { maskedContent } from '../../src/model/contacts/masked-content.ts'
import type { ContentBlock, TextNode } from '../../src/model/schema.ts'
import { expectNoTrace } from './planted.ts'

const mask = maskFrom({ words: ['whatsapp'], allowedDomains: ['shop.example'] })

const oneOf = (...texts: string[]) => fc.constantFrom(...texts)
const at = oneOf('@', ' @ ', '＠', ' at ', '(at)', ' [at] ', '{at}', '\u200b@\u2060')
const dot = oneOf('.', ' . ', ' dot ', '(dot)', '[.]', '．', '\u00ad.', ' punkt ')
const end = oneOf('com', 'de', 'net', 'ＣＯＭ', 'c\u200dom')
const between = oneOf('', ' ', '-', '.', '/', ' - ', '\u00a0', '\u200b', ') ', '\n', '·')

const email = fc
  .tuple(at, dot, end)
  // A word for the `@` needs one for the dot, as `look at zqxmail.com` is a sentence.
  .map(([sign, point, last]) => `zqxjohn${sign}zqxmail${sign === ' at ' ? ' dot ' : point}${last}`)
const phone = fc
  .tuple(
    oneOf('+49', '0049', '０', '0', '(0)'),
    fc.array(between, { minLength: 10, maxLength: 10 }),
  )
  .map(
    ([start, gaps]) =>
      start + [...'1765550199'].map((digit, index) => gaps[index] + digit).join(''),
  )
  // A date at the start of a number is one.
  .filter((text) => !/(^|\D)\d{1,2}([./-])\d{1,2}\2\d{2}/.test(text.normalize('NFKC')))
const link = oneOf(
  'https://zqxshop.biz/zqx',
  'zqxshop.com',
  'www.zqxshop.me',
  'zqxshop[.]net/zqx',
  'zqxshop dot com',
  'https://shop.example@zqxshop.com/',
  'zqxshop.it/zqx',
)
const word = oneOf('WhatsApp', 'whats app', 'w h a t s a p p', 'Ｗhats\u200bApp').filter(
  (text) => text !== 'whats app',
)

/** Texts around a contact that are not contacts. */
const around = oneOf('Hello ', '(', '"', 'Call me: ', 'für ', 'これは ', '😀 ', 'Order 12: ')
const after = oneOf('', '!', ' please', ') ok', ' 😀', ', thanks.', '"')

const wrapped = (text: string, kind: number): TextNode => {
  if (kind === 0) return { type: 'bold', children: [text] }
  if (kind === 1) return { type: 'italic', children: [{ type: 'bold', children: [text] }] }
  return kind === 2 && text ? { type: 'codeSpan', text } : text
}

/** The text in nodes, cut at any places. */
const inNodes = (text: string, cuts: number[], kinds: number[]): TextNode[] => {
  const places = [0, ...cuts.map((cut) => cut % text.length).sort((a, b) => a - b), text.length]
  return places
    .slice(1)
    .map((to, index) => wrapped(text.slice(places[index], to), (kinds[index] ?? 3) % 4))
}

test('no part of a contact is left, however it is written and whichever nodes it spans', () => {
  const parts = fc.tuple(around, fc.oneof(email, phone, link, word), after)
  const cuts = fc.array(fc.nat(), { maxLength: 4 })
  fc.assert(
    fc.property(parts, cuts, cuts, ([before, contact, rest], places, kinds) => {
      const children = inNodes(before + contact + rest, places, kinds)
      const content: ContentBlock[] = [{ type: 'text', children }]
      const masked = maskedContent(content, mask)
      expect(masked?.kinds.length, JSON.stringify(content)).toBeGreaterThan(0)
      expectNoTrace(JSON.stringify(masked?.content), JSON.stringify(content))
    }),
    { numRuns: 1000 },
  )
})

test('text without a contact stays the same object', () => {
  fc.assert(
    fc.property(
      fc.array(oneOf('Hello', ' ', 'am 3.5.', '12 kg', '\n', 'e.g. ', '10:30 '), {}),
      (texts) => {
        expect(maskedContent([{ type: 'text', children: texts }], mask)).toBeUndefined()
      },
    ),
  )
})
