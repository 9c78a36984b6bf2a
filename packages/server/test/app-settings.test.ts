import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingOptions } from '../src/commands/app-settings.ts'
import { defaultSettings } from '../src/model/app.ts'
import { defaultPermissions, permissionsOf } from '../src/model/permissions.ts'

const options = settingOptions()
const docs = readFileSync(join(import.meta.dirname, '../../../docs/settings.md'), 'utf8')

/** Returns the value of an option's text. Throws the command's error if the text is not valid. */
function parsed(name: string, text: string): unknown {
  const option = options.find((one) => one.attributeName() === name)
  if (!option?.parseArg) throw new Error(`There is no option for ${name}.`)
  return option.parseArg(text, undefined)
}

test('every setting of an app has an option with the same name, and is documented', () => {
  const names = options.map((option) => option.attributeName())
  expect(names.toSorted()).toEqual(Object.keys(defaultSettings).toSorted())
  for (const { long } of options) expect(docs).toContain(`| \`${long}\` |`)
})

test.each(Object.entries(defaultPermissions))(
  'the permission %s is documented with its default, %s',
  (permission, byDefault) => {
    const row = docs
      .split('\n')
      .find((line) => line.match(/^\|[^|]*/)?.[0].includes(`\`${permission}\``))
    expect(row?.split('|')[2]?.trim()).toBe(String(byDefault))
  },
)

test.each([
  ['allowTokensWithoutExpiry', 'on', true],
  ['allowTokensWithoutExpiry', 'off', false],
  ['allowSignatures', 'on', true],
  ['clientSideConversationSync', 'on', true],
  ['clientSideConversationSync', 'off', false],
  ['notificationDelay', '0', 0],
  ['notificationDelay', '900', 900],
  ['unknownFields', 'ignore', 'ignore'],
  ['unknownFields', 'refuse', 'refuse'],
  ['defaultLocale', 'de-DE', 'de-DE'],
])('%s can be set to %s', (name, text, value) => {
  expect(parsed(name, text)).toBe(value)
})

test.each([
  ['{}', {}],
  ['{"guest":{}}', { guest: {} }],
  ['{"guest":{"maskContacts":null}}', { guest: { maskContacts: null } }],
  [
    '{"default":{"maskContacts":{"messages":"all","kinds":["phone"],"words":["a b"],"allowedDomains":["a.b"]}}}',
    {
      default: {
        maskContacts: {
          messages: 'all',
          kinds: ['phone'],
          words: ['a b'],
          allowedDomains: ['a.b'],
        },
      },
    },
  ],
  [
    '{"default":{"editOwnMessages":false},"agent":{"editAnyMessage":true,"sendLinks":true}}',
    { default: { editOwnMessages: false }, agent: { editAnyMessage: true, sendLinks: true } },
  ],
])('roles can be set to %s', (text, value) => {
  expect(parsed('roles', text)).toEqual(value)
})

test.each([
  ['allowTokensWithoutExpiry', 'yes', 'on or off'],
  ['notificationDelay', '901', 'from 0 to 900'],
  ['notificationDelay', '', 'from 0 to 900'],
  ['notificationDelay', '1.5', 'from 0 to 900'],
  ['allowSignatures', '', 'on or off'],
  ['clientSideConversationSync', 'own', 'on or off'],
  ['unknownFields', 'keep', 'refuse or ignore'],
  ['defaultLocale', 'not a tag', 'language tag'],
  ['defaultLocale', '', 'language tag'],
  ['roles', 'guest', 'It is not valid JSON'],
  ['roles', '[]', 'It must be a JSON object'],
  ['roles', 'null', 'It must be a JSON object'],
  ['roles', '{"":{}}', 'The name of a role cannot be empty'],
  ['roles', '{"guest":["react"]}', 'The permissions of the role "guest" must be an object'],
  ['roles', '{"guest":{"sendMesages":false}}', 'has an unknown permission "sendMesages"'],
  ['roles', '{"guest":{"constructor":true}}', 'has an unknown permission "constructor"'],
  [
    'roles',
    '{"guest":{"maskContacts":true}}',
    'maskContacts of the role "guest": It must be an object',
  ],
  ['roles', '{"guest":{"maskContacts":{"messages":"own"}}}', 'messages must be "others" or "all"'],
  [
    'roles',
    '{"guest":{"maskContacts":{"kinds":["fax"]}}}',
    'kinds must be a list such as ["email"',
  ],
  [
    'roles',
    '{"guest":{"maskContacts":{"words":["-"]}}}',
    'words must be a list such as ["whatsapp"]',
  ],
  ['roles', '{"guest":{"maskContacts":{"allowedDomains":"a"}}}', 'allowedDomains must be a list'],
  ['roles', '{"guest":{"maskContacts":{"hide":[]}}}', 'hide is unknown. It has messages, kinds'],
  ['roles', '{"guest":{"react":"no"}}', 'react of the role "guest" must be true or false'],
  ['roles', '{"guest":{"react":null}}', 'react of the role "guest" must be true or false'],
])('%s cannot be set to "%s"', (name, text, why) => {
  expect(() => parsed(name, text)).toThrow(why)
})

test('a role has its own permissions, or else those of the role default, or else the defaults', () => {
  const roles = { default: { react: false, sendLinks: true }, agent: { react: true } }
  const byDefault = { ...defaultPermissions, react: false, sendLinks: true }
  expect(permissionsOf(roles, 'agent')).toEqual({ ...byDefault, react: true })
  for (const role of ['default', 'guest', 'constructor', '__proto__'])
    expect(permissionsOf(roles, role)).toEqual(byDefault)
  expect(permissionsOf({}, 'default')).toEqual(defaultPermissions)
})
