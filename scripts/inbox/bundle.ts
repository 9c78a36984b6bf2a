import { join } from 'node:path'
import { type Bundle, bundled } from '../browser/bundle.ts'

/** The module that defines the elements. */
export const inboxEntry = join(import.meta.dirname, '../../packages/inbox/src/index.ts')

/** Bundles the elements as `inbox.js`, and what it imports below `inbox/`. */
export const bundledInbox = (entry = inboxEntry): Promise<Bundle> =>
  // A list waits for the stream, and the stream for this file.
  bundled('inbox', entry, { early: ['connection/session-stream'] })
