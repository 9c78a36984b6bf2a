import { InvalidArgumentError, Option } from 'commander'
import { type Setting, settings } from '../compose/settings.ts'

export const examples = (...lines: string[]) =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`

type OptionSetting = Setting<unknown> & { option: string }

export const isOption = (setting: Setting<unknown>): setting is OptionSetting =>
  setting.option !== undefined

/** An option for the setting. Its value is the given text, which has been validated. */
export function settingOption({ option, description, parse }: OptionSetting): Option {
  return new Option(option, description.replaceAll('`', '')).argParser((text) => {
    try {
      parse(text)
      return text
    } catch (error) {
      throw new InvalidArgumentError(`It ${(error as Error).message}`)
    }
  })
}

/** The variable with the address of the database for commands, which need few connections. */
export const databaseVariable = () =>
  process.env[settings.databaseDirectUrl.variable]
    ? settings.databaseDirectUrl.variable
    : settings.databaseUrl.variable

export const databaseOption = () =>
  settingOption(settings.databaseUrl)
    .env(databaseVariable())
    .argParser((url) => url || settings.databaseUrl.default)
    .default(settings.databaseUrl.default)

export const filesOption = () =>
  settingOption(settings.filesUrl)
    .env(settings.filesUrl.variable)
    .default(settings.filesUrl.default)

export const appOption = () => new Option('--app <id>', 'the app').env('APP_ID').default('demo')

export const keyOption = (description: string) =>
  new Option('--key <secret key>', description).env('SECRET_KEY')

export const urlOption = () =>
  new Option('--url <url>', 'the server').argParser(url).default('http://127.0.0.1:8080')

function url(text: string): string {
  if (!URL.canParse(text)) throw new InvalidArgumentError('It is not a valid URL.')
  return text
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Parses a duration such as 90s, 15m, 24h, 30d or 0 to milliseconds. */
export function parseDuration(text: string): number {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text === '0' ? '0s' : text) ?? []
  if (count === undefined)
    throw new InvalidArgumentError('It must be a duration, such as 90s, 15m, 24h or 30d.')
  return Number(count) * units[unit as keyof typeof units]
}
