import { describe, expect, test } from 'vitest'
import { normalizedEmoji } from '../src/model/emoji.ts'

describe('the stored form of an emoji', () => {
  test.each([
    ['a heart without a variation selector', '\u2764', '\u2764\uFE0F'],
    ['a heart with one', '\u2764\uFE0F', '\u2764\uFE0F'],
    ['a thumb, which needs none', '\u{1F44D}', '\u{1F44D}'],
    ['a thumb with one', '\u{1F44D}\uFE0F', '\u{1F44D}'],
    ['a thumb with a skin tone', '\u{1F44D}\u{1F3FD}', '\u{1F44D}\u{1F3FD}'],
    ['a hand that is text without a skin tone', '\u261D\u{1F3FF}', '\u261D\u{1F3FF}'],
    ['the same hand with a selector before the tone', '\u261D\uFE0F\u{1F3FF}', '\u261D\u{1F3FF}'],
    ['the same hand without a tone', '\u261D', '\u261D\uFE0F'],
    ['a keycap without a selector', '1\u20E3', '1\uFE0F\u20E3'],
    ['a keycap with one', '#\uFE0F\u20E3', '#\uFE0F\u20E3'],
    ['a sign', '\u00A9', '\u00A9\uFE0F'],
    ['a flag of a country', '\u{1F1F3}\u{1F1F1}', '\u{1F1F3}\u{1F1F1}'],
    [
      'a flag of a part of a country',
      '\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}',
      '\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}',
    ],
    [
      'the rainbow flag without selectors',
      '\u{1F3F3}\u200D\u{1F308}',
      '\u{1F3F3}\uFE0F\u200D\u{1F308}',
    ],
    [
      'an eye in a bubble with one of two selectors',
      '\u{1F441}\uFE0F\u200D\u{1F5E8}',
      '\u{1F441}\uFE0F\u200D\u{1F5E8}\uFE0F',
    ],
    ['a family', '👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦'],
    [
      'a kiss with skin tones, and without a selector',
      '\u{1F9D1}\u{1F3FB}\u200D\u2764\u200D\u{1F48B}\u200D\u{1F9D1}\u{1F3FF}',
      '\u{1F9D1}\u{1F3FB}\u200D\u2764\uFE0F\u200D\u{1F48B}\u200D\u{1F9D1}\u{1F3FF}',
    ],
    [
      'a detective with a skin tone',
      '\u{1F575}\u{1F3FB}\u200D\u2640',
      '\u{1F575}\u{1F3FB}\u200D\u2640\uFE0F',
    ],
    ['the name of a custom one', ':party-parrot:', ':party-parrot:'],
    ['the longest name', `:${'a'.repeat(48)}:`, `:${'a'.repeat(48)}:`],
  ])('is fully qualified for %s', (_, text, stored) => {
    expect(normalizedEmoji(text)).toBe(stored)
    expect(normalizedEmoji(stored)).toBe(stored)
  })

  test.each([
    ['nothing', ''],
    ['a letter', 'a'],
    ['a digit', '1'],
    ['a digit with a selector', '1\uFE0F'],
    ['two emoji', '👍👍'],
    ['an emoji and a letter', '👍a'],
    ['an emoji with a space', ' 👍'],
    ['a heart that is to be shown as text', '\u2764\uFE0E'],
    ['half a flag', '\u{1F1F3}'],
    ['a flag of no country', '\u{1F1FD}\u{1F1FD}'],
    ['a family of four cats', '🐱‍🐱‍🐱‍🐱'],
    ['a joiner', '\u200D'],
    ['a control character', '\u0000'],
    ['half a surrogate pair', '\uD83D'],
    ['a name without colons', 'party'],
    ['an empty name', '::'],
    ['a name with a space', ':party parrot:'],
    ['a name that is too long', `:${'a'.repeat(49)}:`],
  ])('does not exist for %s', (_, text) => {
    expect(normalizedEmoji(text)).toBeUndefined()
  })
})
