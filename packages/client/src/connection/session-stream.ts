import type { CallsWith } from '../session/upload.ts'
import type { Users } from '../state/users.ts'
import type { Calls } from '../typed-calls.ts'
import { browserTabs, tabsName } from './browser-tabs.ts'
import { type ServerStreamOptions, serverStream } from './server-stream.ts'
import { sharedStream } from './shared-stream.ts'
import { isOpening, type Stream, type StreamListener } from './stream.ts'
import { streamCalls } from './stream-calls.ts'
import { createWatching, type Page } from './watching.ts'

export interface SessionStreamOptions extends Omit<ServerStreamOptions, 'calls'> {
  client: Calls
  callsWith: CallsWith
  baseUrl: string
  appId: string
  userId: string
  users: Users
  page: Page
}

export interface SessionStream extends Omit<Stream, 'watch'> {
  /** Call this when the users to watch, or what the page shows, may have changed. */
  update(): void
}

/** The stream of a session, which watches its users: one for all tabs of a browser, or else its own. */
export function sessionStream(
  options: SessionStreamOptions,
  { onState, onFrame }: StreamListener,
): SessionStream {
  const listener: StreamListener = {
    onState(state, error) {
      if (state !== 'connected') watching.close()
      onState(state, error)
    },
    onFrame(frame) {
      if (isOpening(frame.event)) watching.open(frame.event.streamId)
      onFrame(frame)
    },
  }
  const tabs = browserTabs()
  // A stream does its own retries.
  const streamClient = options.callsWith((fetch) => fetch, { retries: 0 })
  const calls = streamCalls(options.client, streamClient)
  const own = { ...options, calls: calls }
  const stream = tabs
    ? sharedStream({ ...own, ...tabs, name: tabsName(options) }, listener)
    : serverStream(own, listener)
  const watching = createWatching({ ...options, watch: stream.watch })
  return {
    open: stream.open,
    renew: stream.renew,
    update: watching.update,
    close() {
      watching.close()
      stream.close()
    },
  }
}
