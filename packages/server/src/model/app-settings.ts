import { type AppSettings, defaultSettings, isLanguageTag } from './app.ts'
import { filledMask, hasNoWord } from './contacts/mask-settings.ts'
import type { Fault } from './error.ts'
import { maskSettingsOf, permissionsOf } from './permissions.ts'
import type { AppSettingsPatch, AppSettings as ShownSettings } from './schema.ts'

/** The settings as operators see them: each role with all its permissions. */
export const shownSettings = ({ roles, ...others }: AppSettings): ShownSettings => ({
  ...others,
  roles: Object.fromEntries(
    Object.keys(roles).map((role) => {
      const mask = maskSettingsOf(roles, role)
      return [role, { ...permissionsOf(roles, role), maskContacts: mask && filledMask(mask) }]
    }),
  ),
})

/** Changes the settings that the patch has. Null sets the default. */
export function patchedSettings(old: AppSettings, patch: AppSettingsPatch): AppSettings {
  const changes = Object.entries(patch).map(([name, value]) => [
    name,
    value ?? defaultSettings[name as keyof AppSettings],
  ])
  return { ...old, ...Object.fromEntries(changes) }
}

/** Returns the faults of the patch that its schema does not cover. */
export function settingFaults({ defaultLocale, allowedOrigins, roles }: AppSettingsPatch): Fault[] {
  const isTag = typeof defaultLocale !== 'string' || isLanguageTag(defaultLocale)
  const origins = (allowedOrigins ?? []).map((origin, index) => ({
    index,
    why: originFault(origin),
  }))
  return [
    ...(isTag
      ? []
      : [
          {
            field: ['settings', 'defaultLocale'],
            why: 'Must be an IETF language tag, such as en-US.',
          },
        ]),
    ...Object.entries(roles ?? {}).flatMap(([role, { maskContacts }]) =>
      (maskContacts?.words ?? []).flatMap((word, index) =>
        hasNoWord(word)
          ? {
              field: ['settings', 'roles', role, 'maskContacts', 'words', index],
              why: 'Must have a letter or a digit.',
            }
          : [],
      ),
    ),
    ...origins.flatMap(({ index, why }) =>
      why === undefined ? [] : [{ field: ['settings', 'allowedOrigins', index], why }],
    ),
  ]
}

/** Returns why the text is not an origin of web pages; undefined if it is an origin, or `*` for all. */
export function originFault(text: string): string | undefined {
  const isOrigin = text === '*' || URL.parse(text)?.origin === text
  return isOrigin
    ? undefined
    : `${JSON.stringify(text)} is not a valid origin, such as https://shop.example.`
}
