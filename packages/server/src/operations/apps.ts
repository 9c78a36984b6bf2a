import { customAlphabet } from 'nanoid'
import type { App, AppSettings } from '../model/app.ts'
import { defaultSettings } from '../model/app.ts'
import type { Store } from '../store/store.ts'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export const newSecretKey = customAlphabet(alphabet, 32)

const random = customAlphabet(alphabet, 14)

/** Makes ids that begin with their time, in 8 digits to the base of 62: those of one time meet in an index. */
export const messageIds = (now: () => number) => () => {
  let time = ''
  for (let rest = now(); time.length < 8; rest = Math.floor(rest / 62))
    time = alphabet.charAt(rest % 62) + time
  return `msg_${time}${random()}`
}

export interface AppOptions {
  id: string
  secretKey: string
  settings?: Partial<AppSettings>
}

/** Makes sure that the app exists with this key; settings that are not given stay as they are. */
export async function ensureApp(store: Store, options: AppOptions): Promise<App> {
  return store.write([`app ${options.id}`], async (tx) => {
    const old = await tx.apps.get(options.id)
    const settings = { ...(old?.settings ?? defaultSettings), ...options.settings }
    const app = { id: options.id, secretKey: options.secretKey, settings }
    if (JSON.stringify(app) !== JSON.stringify(old)) await tx.apps.put(app)
    return app
  })
}

/** Makes an app with a new key; throws a sentence where there is one with this id. */
export const createApp = (store: Store, id: string, settings: Partial<AppSettings>): Promise<App> =>
  store.write([`app ${id}`], async (tx) => {
    if (await tx.apps.get(id)) throw new Error(`There is an app "${id}" already.`)
    const app = {
      id,
      secretKey: `sk_${newSecretKey()}`,
      settings: { ...defaultSettings, ...settings },
    }
    await tx.apps.put(app)
    return app
  })

/** Changes the settings that are given; throws a sentence where there is no such app. */
export const changeApp = (store: Store, id: string, settings: Partial<AppSettings>): Promise<App> =>
  store.write([`app ${id}`], async (tx) => {
    const old = await tx.apps.get(id)
    if (!old) throw unknownApp(id)
    const app = { ...old, settings: { ...old.settings, ...settings } }
    await tx.apps.put(app)
    return app
  })

export async function existingApp(store: Store, id: string): Promise<App> {
  const app = await store.read.apps.get(id)
  if (!app) throw unknownApp(id)
  return app
}

const unknownApp = (id: string) =>
  new Error(`There is no app "${id}". \`openparley apps list\` shows those there are.`)

/** The app for trying things out, with a key made at the first start and kept in the database. */
export async function demoApp(store: Store): Promise<App> {
  const old = await store.read.apps.get('demo')
  if (old) return old
  const settings = { ...defaultSettings, clientSideUserSync: 'own' as const, allowedOrigins: ['*'] }
  return store.write(['app demo'], async (tx) => {
    // Another node may have been quicker, and its key is the one that counts.
    const other = await tx.apps.get('demo')
    if (other) return other
    const app = { id: 'demo', secretKey: `sk_demo_${newSecretKey()}`, settings }
    await tx.apps.put(app)
    return app
  })
}

/** How long a change of an app's settings may go unseen, in milliseconds. */
const memory = 1000

/** Finds apps without asking the database at each request. */
export function rememberedApps(store: Store, now: () => number) {
  const remembered = new Map<string, { app: App; until: number }>()
  return async (id: string): Promise<App | undefined> => {
    const known = remembered.get(id)
    if (known && known.until > now()) return known.app
    const app = await store.read.apps.get(id)
    // An app that has not changed stays the same object, and keeps the tokens verified for it.
    const same = known && JSON.stringify(known.app) === JSON.stringify(app) ? known.app : app
    if (same) remembered.set(id, { app: same, until: now() + memory })
    else remembered.delete(id)
    return same
  }
}
