import type { ContactMask, ContactMaskPatch } from '../schema.ts'
import { wordGroups } from './words.ts'

const defaultMask: ContactMask = {
  messages: 'others',
  kinds: ['email', 'phone', 'link', 'word'],
  words: [],
  allowedDomains: [],
}

export const filledMask = (settings: ContactMaskPatch): ContactMask => ({
  ...defaultMask,
  ...settings,
})

/** Whether no search could ever find the word, because it contains no letter or digit. */
export const hasNoWord = (word: string): boolean => wordGroups(word).length === 0

const isDomain = (text: string) => /^[^\s./:@?#]+(\.[^\s./:@?#]+)+$/.test(text)

const textsFault = (
  value: unknown,
  isValid: (text: string) => boolean,
  example: string,
): string | undefined => {
  const areTexts = Array.isArray(value) && value.every((one) => typeof one === 'string')
  return areTexts && value.every(isValid) ? undefined : `must be a list such as ${example}.`
}

/** Returns why the value is not valid as the setting `maskContacts`, or undefined if it is. */
export function maskFault(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'It must be an object such as {"messages":"others"}, or null.'
  for (const [name, set] of Object.entries(value)) {
    const fault = settingFault(name, set)
    if (fault !== undefined) return `${name} ${fault}`
  }
  return undefined
}

function settingFault(name: string, value: unknown): string | undefined {
  const { kinds } = defaultMask
  switch (name) {
    case 'messages':
      return value === 'others' || value === 'all' ? undefined : 'must be "others" or "all".'
    case 'kinds':
      return textsFault(value, (kind) => (kinds as string[]).includes(kind), JSON.stringify(kinds))
    case 'words':
      return textsFault(value, (word) => !hasNoWord(word), '["whatsapp"]')
    case 'allowedDomains':
      return textsFault(value, isDomain, '["shop.example"]')
    default:
      return `is unknown. It has ${Object.keys(defaultMask).join(', ')}.`
  }
}
