import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingOptions } from '../src/commands/app-settings.ts'
import { defaultSettings } from '../src/model/app.ts'

const options = settingOptions()

/** Returns the value of an option's text. Throws the command's error if the text is not valid. */
function parsed(name: string, text: string): unknown {
  const option = options.find((one) => one.attributeName() === name)
  if (!option?.parseArg) throw new Error(`There is no option for ${name}.`)
  return option.parseArg(text, undefined)
}

test('every setting of an app has an option with the same name, and is documented', () => {
  const names = options.map((option) => option.attributeName())
  expect(names.toSorted()).toEqual(Object.keys(defaultSettings).toSorted())
  const docs = readFileSync(join(import.meta.dirname, '../../../docs/settings.md'), 'utf8')
  for (const { long } of options) expect(docs).toContain(`| \`${long}\` |`)
})

test.each([
  ['allowTokensWithoutExpiry', 'on', true],
  ['allowTokensWithoutExpiry', 'off', false],
  ['allowSignatures', 'on', true],
  ['unknownFields', 'ignore', 'ignore'],
  ['unknownFields', 'refuse', 'refuse'],
  ['defaultLocale', 'de-DE', 'de-DE'],
])('%s can be set to %s', (name, text, value) => {
  expect(parsed(name, text)).toBe(value)
})

test.each([
  ['allowTokensWithoutExpiry', 'yes', 'on or off'],
  ['allowSignatures', '', 'on or off'],
  ['unknownFields', 'keep', 'refuse or ignore'],
  ['defaultLocale', 'not a tag', 'language tag'],
  ['defaultLocale', '', 'language tag'],
])('%s cannot be set to "%s"', (name, text, why) => {
  expect(() => parsed(name, text)).toThrow(why)
})
