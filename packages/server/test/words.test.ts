import { expect, test } from 'vitest'
import { hasWords, queryWords, wordsOf } from '../src/model/words.ts'

const finds = (query: string, text: string) => hasWords(wordsOf(text), queryWords(query))

test.each([
  ['the beginning of a word', 'qui', 'The quick fox'],
  ['all words, in any order', 'fox the', 'The quick fox'],
  ['another case', 'STRASSE', 'Straße'],
  ['without accents', 'creme brulee', 'Crème brûlée'],
  ['with accents', 'Crème', 'creme'],
  ['letters that Unicode does not decompose', 'lodz oresund', 'Łódź, Øresund'],
  ['the final sigma', 'ΟΔΟΣ', 'οδος'],
  ['the letters i of Turkish', 'istanbul isi', 'İstanbul ısı'],
  ['vowel points', 'محمد שלום', 'مُحَمَّد שָׁלוֹם'],
  ['full width', 'abc 123', 'ＡＢＣ　１２３'],
  ['a number', '20', 'Order 2024'],
  ['punctuation around words', '"fox!"', '(the fox),'],
  ['punctuation in a word', 'dont e-mail', "Don't email"],
  ['no punctuation in a word', 'dont email', "Don't e-mail"],
  ['what follows punctuation', 'mail homme', "e-mail à l'homme"],
  ['a domain', 'example.com', 'See https://www.example.com/path'],
  ['an address', 'john@exa', 'Write to <John@example.com>'],
  ['Chinese, anywhere', '天气', '今天天气很好'],
  [
    'Chinese, longer than a word that is compared',
    '今天天气很好我们去公园',
    '他说今天天气很好我们去公园吧',
  ],
  ['Japanese', 'がっこう ター', 'あのがっこうのセンター'],
  ['Thai', 'ครับ', 'สวัสดีครับ'],
  ['Korean, while it is typed', '하', '한국어'],
  ['Hindi', 'नमस्', 'नमस्ते'],
  ['Latin letters in Chinese', 'iphone', '買iPhone手机壳'],
  ['an emoji', '🎉', 'Great🎉🎉!'],
  ['an emoji of any skin', '👍', '👍🏽'],
  ['a family', '👨‍👩‍👧', 'We 👨‍👩‍👧'],
  ['a flag', '🇩🇪', 'From 🇩🇪.'],
])('%s: %j finds %j', (_title, query, text) => {
  expect(finds(query, text)).toBe(true)
})

test.each([
  ['the middle of a word', 'uick', 'The quick fox'],
  ['one of two words', 'quick dog', 'The quick fox'],
  ['another vowel', 'नी', 'नमस्ते'],
  ['another sound', 'が', 'か'],
  ['a longer word', 'foxes', 'The fox'],
  ['a word across spaces', 'thequick', 'The quick fox'],
  ['Chinese in another order', '气天', '今天天气很好'],
  [
    'Chinese that differs after the length that is compared',
    '今天天气很好我们去学校',
    '今天天气很好我们去公园',
  ],
])('%s: %j does not find %j', (_title, query, text) => {
  expect(finds(query, text)).toBe(false)
})

test.each(['', ' ', '?!', '"*" ()', '\0', '\u{FE0F}\u{200D}', '- '])(
  'the query %j has no words',
  (query) => {
    expect(queryWords(query)).toEqual([])
  },
)

test('a long text has bounded words, each once', () => {
  expect(wordsOf('spam '.repeat(2000))).toBe('spam')
  for (const text of [
    '漢'.repeat(10_000),
    'a.'.repeat(5000),
    'a'.repeat(10_000),
    '😀😁'.repeat(5000),
  ]) {
    const words = wordsOf(text)
    expect(Math.max(...words.split(' ').map((word) => [...word].length))).toBeLessThanOrEqual(32)
    expect(finds(text.slice(0, 200), text)).toBe(true)
  }
})
