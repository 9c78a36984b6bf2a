import { expect } from 'vitest'

/** Contacts whose parts occur nowhere else. */
export const planted = {
  email: 'zqxjohn@zqxmail.com',
  phone: '+49 176 5550 19988',
  link: 'https://zqxshop.biz/zqxpath?zqx=1',
  word: 'whatsapp',
}

/** The texts that must not remain, however they are written. */
const traces = ['zqx', '4917655501', '7655501998', 'whatsapp']

/** Letters and digits only, in their plain form. */
function bare(text: string): string {
  const decoded = text.replaceAll(/(%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes)
    } catch {
      return bytes
    }
  })
  return decoded
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** Random ids of messages and others, which can contain a trace by chance. */
const randomIds = /\b[a-z]+_[0-9A-Za-z]{22}\b/g

/** Expects that nothing of the contacts is left in the text. */
export function expectNoTrace(text: string, what: string): void {
  const plain = bare(text.replaceAll(randomIds, ''))
  const found = traces.filter((trace) => plain.includes(trace))
  expect(found, `${what}: ${text.slice(0, 2000)}`).toEqual([])
}

export const hasTrace = (text: string): boolean =>
  traces.some((trace) => bare(text).includes(trace))
