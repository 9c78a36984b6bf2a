import { InvalidArgumentError, Option } from 'commander'
import { defaultDatabaseUrl } from '../compose/config.ts'

export const examples = (...lines: string[]) =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`

export const databaseOption = () =>
  new Option('--database <url>', 'sqlite:<file> or postgres://…')
    .env('DATABASE_URL')
    .argParser((url) => url || defaultDatabaseUrl)
    .default(defaultDatabaseUrl)

export const portOption = () =>
  new Option('--port <number>', 'where to listen; 0 takes a free one').argParser(port)

export const hostOption = () => new Option('--host <address>', 'where to listen')

function port(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number > 65535)
    throw new InvalidArgumentError('It must be a whole number from 0 to 65535.')
  return number
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds of a span of time such as 90s, 15m, 24h, 30d, or 0. */
export function span(text: string): number {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text === '0' ? '0s' : text) ?? []
  if (count === undefined)
    throw new InvalidArgumentError('It must be a span of time, such as 90s, 15m, 24h or 30d.')
  return Number(count) * units[unit as keyof typeof units]
}
