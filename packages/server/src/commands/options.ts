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
