import { Argument, InvalidArgumentError, Option } from 'commander'
import { type AppSettings, assertAppId, defaultSettings, isLanguageTag } from '../model/app.ts'
import { originFault } from '../model/app-settings.ts'
import { maxNotificationDelay } from '../model/notification.ts'
import { type Roles, rolesFault } from '../model/permissions.ts'
import { type UserSync, userSyncs } from '../model/user-sync.ts'
import { type Version, versions } from '../model/version.ts'

export const appIdArgument = () => new Argument('<app>', "the app's id").argParser(appId)

/** One option for each setting, with the same name as the setting. */
export const settingOptions = () => [
  new Option(
    '--default-locale <tag>',
    `locale of users without one (new apps: ${defaultSettings.defaultLocale})`,
  ).argParser(locale),
  new Option(
    '--api-version <version>',
    `version of requests without a version header: ${versions.join(', ')} (new apps: the newest)`,
  ).argParser(version),
  new Option(
    '--client-side-user-sync <off|own|all>',
    'what user tokens may do: own = change their own profile except the role, and create users who do not ' +
      'exist; all = create and change every user, including role, email addresses and push tokens (new apps: off)',
  ).argParser(userSync),
  new Option(
    '--client-side-conversation-sync <on|off>',
    'whether user tokens may create conversations, change those that exist, and join them by their ids (new apps: off)',
  ).argParser(onOrOff),
  new Option(
    '--roles <json>',
    'what users of each role may do and what is hidden from them, as in \'{"guest":{"sendMessages":false,"maskContacts":{}}}\'; replaces all roles (new apps: {})',
  ).argParser(roles),
  new Option(
    '--max-participants <n>',
    `max participants of a conversation (new apps: ${defaultSettings.maxParticipants})`,
  ).argParser(participantCount),
  new Option(
    '--max-token-lifetime <seconds>',
    'max lifetime of a user token, or none for no limit (new apps: none)',
  ).argParser(lifetime),
  new Option(
    '--allow-tokens-without-expiry <on|off>',
    'whether user tokens without `exp` are accepted; such tokens stay valid until their key is revoked (new apps: off)',
  ).argParser(onOrOff),
  new Option(
    '--allow-signatures <on|off>',
    "whether sessions may use the older signature of their user's id; it stays valid until its key is revoked (new apps: off)",
  ).argParser(onOrOff),
  new Option(
    '--allowed-origins <origins>',
    'web pages that may make calls: comma-separated origins, "*" for all, "" for none (new apps: none)',
  ).argParser(origins),
  new Option(
    '--notification-delay <seconds>',
    'seconds from the first message that somebody misses to notification.triggered, 0 to ' +
      `${maxNotificationDelay} (new apps: ${defaultSettings.notificationDelay})`,
  ).argParser(notificationDelay),
  new Option(
    '--unknown-fields <refuse|ignore>',
    'whether undocumented properties and query parameters are refused or ignored (new apps: refuse)',
  ).argParser(unknownFields),
]

/** Picks the settings from a command's options. */
export const settingsFrom = (options: Partial<AppSettings>): Partial<AppSettings> =>
  Object.fromEntries(
    Object.keys(defaultSettings).flatMap((name) => {
      const value = options[name as keyof AppSettings]
      return value === undefined ? [] : [[name, value]]
    }),
  )

function appId(text: string): string {
  try {
    assertAppId(text)
    return text
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message)
  }
}

function locale(text: string): string {
  if (isLanguageTag(text)) return text
  throw new InvalidArgumentError('It must be an IETF language tag, such as en-US.')
}

function version(text: string): Version {
  const known = versions.find((version) => version === text)
  if (!known) throw new InvalidArgumentError(`It must be one of ${versions.join(', ')}.`)
  return known
}

function userSync(text: string): UserSync {
  const known = userSyncs.find((one) => one === text)
  if (!known) throw new InvalidArgumentError(`It must be one of ${userSyncs.join(', ')}.`)
  return known
}

function roles(text: string): Roles {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new InvalidArgumentError(`It is not valid JSON: ${(error as Error).message}.`)
  }
  const fault = rolesFault(value)
  if (fault !== undefined) throw new InvalidArgumentError(fault)
  return value as Roles
}

function participantCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgumentError('It must be a whole number of at least 1.')
  return count
}

function lifetime(text: string): number | null {
  if (text === 'none') return null
  const seconds = Number(text)
  if (!Number.isInteger(seconds) || seconds < 1)
    throw new InvalidArgumentError('It must be a whole number of at least 1, or none.')
  return seconds
}

function notificationDelay(text: string): number {
  const seconds = Number(text)
  if (!/^\d+$/.test(text) || seconds > maxNotificationDelay)
    throw new InvalidArgumentError(
      `It must be a whole number of seconds, from 0 to ${maxNotificationDelay}.`,
    )
  return seconds
}

function onOrOff(text: string): boolean {
  if (text !== 'on' && text !== 'off') throw new InvalidArgumentError('It must be on or off.')
  return text === 'on'
}

function origins(text: string): string[] {
  const all = text.split(',').flatMap((part) => part.trim() || [])
  for (const one of all) {
    const fault = originFault(one)
    if (fault !== undefined) throw new InvalidArgumentError(fault)
  }
  return all
}

function unknownFields(text: string): AppSettings['unknownFields'] {
  if (text !== 'refuse' && text !== 'ignore')
    throw new InvalidArgumentError('It must be refuse or ignore.')
  return text
}
