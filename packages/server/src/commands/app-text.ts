import type { App } from '../model/app.ts'
import { type AppKey, isValidKey, shownKey } from '../model/app-key.ts'

export interface Shown {
  /** Whether to print whole keys, or only their first characters. */
  keys?: boolean | undefined
  json?: boolean | undefined
}

/** Prints the app and its valid keys. */
export function printApp(app: App, shown: Shown): void {
  console.log(shown.json ? JSON.stringify(appObject(app, shown), null, 2) : appText(app, shown))
}

export const printApps = (apps: App[], shown: Shown): void =>
  console.log(
    shown.json
      ? JSON.stringify(
          apps.map((app) => appObject(app, shown)),
          null,
          2,
        )
      : apps.map((app) => appText(app, shown)).join('\n'),
  )

const validKeys = ({ keys }: App) => keys.filter((key) => isValidKey(key, Date.now()))

const appObject = (app: App, { keys }: Shown) => ({
  id: app.id,
  ...(keys && { secretKey: validKeys(app)[0]?.secret }),
  keys: validKeys(app).map(({ name, secret, createdAt, lastUsedAt, expiresAt }) => ({
    name,
    prefix: shownKey(secret),
    ...(keys && { secretKey: secret }),
    createdAt,
    lastUsedAt,
    expiresAt,
  })),
  settings: app.settings,
})

const appText = (app: App, { keys }: Shown) =>
  [
    app.id,
    ...validKeys(app).map((key) => `  secret key             ${keyText(key, keys)}`),
    `  default locale         ${app.settings.defaultLocale}`,
    `  API version            ${app.settings.apiVersion}`,
    `  client-side user sync  ${app.settings.clientSideUserSync}`,
    `  conversation sync      ${app.settings.clientSideConversationSync ? 'on' : 'off'}`,
    `  roles                  ${JSON.stringify(app.settings.roles)}`,
    `  max token lifetime     ${app.settings.maxTokenLifetime ?? 'none'}`,
    `  tokens without expiry  ${app.settings.allowTokensWithoutExpiry ? 'on' : 'off'}`,
    `  signatures             ${app.settings.allowSignatures ? 'on' : 'off'}`,
    `  allowed origins        ${app.settings.allowedOrigins.join(' ') || 'none'}`,
    `  notification delay     ${app.settings.notificationDelay} s`,
    `  unknown fields         ${app.settings.unknownFields}`,
  ].join('\n')

function keyText(
  { name, secret, createdAt, expiresAt }: AppKey,
  isWhole: boolean | undefined,
): string {
  const times = [
    name,
    ...(createdAt === null ? [] : [`since ${new Date(createdAt).toISOString()}`]),
    ...(expiresAt === null ? [] : [`until ${new Date(expiresAt).toISOString()}`]),
  ]
  return `${isWhole ? secret : `${shownKey(secret)}…`}  (${times.join(', ')})`
}
