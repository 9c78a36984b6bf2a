import type { CSSResult, LitElement } from 'lit'

/** Milliseconds until a part that could not be loaded is requested again: the first and the max pause. */
const [firstPause, maxPause] = [2000, 60_000]

/**
 * Returns a function that loads a module with its first call. The function returns undefined until the module is
 * loaded; then the host updates. `styles` of the module become styles of the host.
 */
export function onUse<Module extends object>(
  host: LitElement,
  load: () => Promise<Module>,
): () => Module | undefined {
  let module: Module | undefined
  const loaded = untilLoaded(load)
  let isAsked = false
  async function start(): Promise<void> {
    isAsked = true
    module = await loaded()
    adoptStyles(host, module)
    host.requestUpdate()
  }
  return () => {
    if (!isAsked) void start()
    return module
  }
}

/**
 * Returns a function that loads a module with its first call. It never rejects: without a connection, the module is
 * loaded when the connection is back.
 */
export function untilLoaded<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let module: Promise<Module> | undefined
  return () => {
    module ??= tried(load, firstPause)
    return module
  }
}

// The console of the browser shows each request that fails.
const tried = <Module>(load: () => Promise<Module>, pause: number): Promise<Module> =>
  load().catch(async () => {
    await untilOnline(pause)
    return tried(load, Math.min(2 * pause, maxPause))
  })

/** Resolves when the network is back, or after a while, because the problem may have been the server and not the network. */
const untilOnline = (pause: number): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer)
      removeEventListener('online', go)
      resolve()
    }
    const timer = setTimeout(go, pause)
    addEventListener('online', go)
  })

/** Adds the styles of a module that was loaded on use. */
export function adoptStyles(host: LitElement, module: { styles?: CSSResult }): void {
  const { styles } = module
  const sheets = (host.renderRoot as ShadowRoot).adoptedStyleSheets
  if (styles?.styleSheet && !sheets.includes(styles.styleSheet)) sheets.push(styles.styleSheet)
}
