import { isNetwork } from '../feed/webhooks/addresses.ts'
import { keyFault } from '../model/app-key.ts'
import { isPostgres } from '../store/engine.ts'

export const plain = (text: string) => text

export function integer(min: number, max: number) {
  return (text: string): number => {
    const number = Number(text)
    if (!/^-?\d+$/.test(text) || number < min || number > max)
      throw new Error(`must be a whole number from ${min} to ${max}, not "${text}".`)
    return number
  }
}

export function oneOf(...values: string[]) {
  return (text: string): string => {
    if (!values.includes(text))
      throw new Error(`must be one of ${values.join(', ')}, not "${text}".`)
    return text
  }
}

export const onOff = (text: string): boolean => oneOf('on', 'off')(text) === 'on'

export function key(text: string): string {
  const fault = keyFault(text)
  if (fault) throw new Error(fault)
  return text
}

const minAdminKeyLength = 32

export function adminKey(text: string): string {
  const fault = keyFault(text)
  if (fault) throw new Error(fault)
  // It gives access to all apps.
  if (text.length < minAdminKeyLength)
    throw new Error(
      `must have at least ${minAdminKeyLength} characters. \`openssl rand -base64 32\` prints a good one.`,
    )
  return text
}

export function httpUrl(text: string): string {
  const url = URL.parse(text)
  const isPlain = url && /^https?:$/.test(url.protocol) && !/[?#@]/.test(text)
  if (!isPlain) throw new Error(`must be a URL such as https://chat.example, not "${text}".`)
  return url.href.replace(/\/+$/, '')
}

export function postgresUrl(text: string): string {
  // The URL may contain a password.
  if (!isPostgres(text) || !URL.canParse(text))
    throw new Error('must be a URL such as postgres://user:password@host/name.')
  return text
}

export function networks(isValid: (part: string) => boolean, examples: string) {
  return (text: string): string[] => {
    const all = text.split(',').flatMap((part) => part.trim() || [])
    const wrong = all.find((part) => !isValid(part))
    if (wrong !== undefined)
      throw new Error(
        `must be comma-separated addresses or networks such as ${examples}. "${wrong}" is not valid.`,
      )
    return all
  }
}

export function isProxy(text: string): boolean {
  return ['loopback', 'linklocal', 'uniquelocal'].includes(text) || isNetwork(text)
}
