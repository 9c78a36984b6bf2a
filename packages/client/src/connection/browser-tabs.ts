/** The parts of a browser that its tabs share. */
export interface TabApis {
  locks: { request: LockManager['request'] }
  openChannel: (name: string) => Pick<BroadcastChannel, 'close' | 'onmessage' | 'postMessage'>
  /** Dispatches `freeze` and `resume` events (Page Lifecycle). */
  page: Pick<Document, 'addEventListener'>
}

/** Returns what this page needs to share a stream with the other tabs, or undefined if it must have its own stream. */
export function browserTabs(): TabApis | undefined {
  // Node has both interfaces too, but no tabs.
  if (typeof document === 'undefined' || !navigator.locks) return undefined
  try {
    const openChannel = (name: string) => new BroadcastChannel(name)
    openChannel('').close()
    return { locks: navigator.locks, openChannel, page: document }
  } catch {
    return undefined
  }
}

/**
 * The name by which tabs find each other. Increase its number when the messages change, as two tabs may have different
 * versions of this package.
 */
export const tabsName = (session: { baseUrl: string; appId: string; userId: string }): string =>
  JSON.stringify(['parley', 2, session.baseUrl, session.appId, session.userId])
