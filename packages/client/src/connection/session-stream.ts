import type { CallsWith } from '../session/upload.ts'
import type { LoggedEvent } from '../state/subject.ts'
import type { Users } from '../state/users.ts'
import type { Calls } from '../typed-calls.ts'
import { browserTabs, tabsName } from './browser-tabs.ts'
import { type ServerStreamOptions, serverStream } from './server-stream.ts'
import { sharedStream } from './shared-stream.ts'
import { isOpening, type Stream, type StreamListener } from './stream.ts'
import { streamCalls } from './stream-calls.ts'
import { createTyping } from './typing.ts'
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

export interface SessionListener extends Pick<StreamListener, 'onState'> {
  onEvent: (event: LoggedEvent) => void
  /** Called when the events since the cursor are no longer available. */
  onReset: () => void
  /** Called when the stream has a position in the log. Anything read from now on is at least as new. */
  onReady: () => void
  /** Called when it changes who is typing in the conversation. */
  onTyping: (conversationId: string) => void
}

export interface SessionStream extends Omit<Stream, 'watch'> {
  /** Call this when the users to watch, or what the page shows, may have changed. */
  update(): void
  /** The users who are typing in the conversation, the last one last. */
  typingIn(conversationId: string): string[]
}

/**
 * The stream of a session, which also watches users: one stream for all tabs of a browser if possible, otherwise its
 * own.
 */
export function sessionStream(
  options: SessionStreamOptions,
  { onState, onEvent, onReset, onReady, onTyping }: SessionListener,
): SessionStream {
  const typing = createTyping(options.clock, onTyping)
  const listener: StreamListener = {
    onState(state, error) {
      if (state !== 'connected') watching.close()
      onState(state, error)
    },
    onFrame({ event }) {
      if (!event || event.type === 'closed') return
      if ('createdAt' in event) {
        typing.apply(event)
        onEvent(event)
      } else if (isOpening(event)) {
        watching.open(event.streamId)
        if (event.type === 'reset') {
          typing.clear()
          onReset()
        }
        onReady()
      } else if (event.type === 'conversation.typing') typing.start(event)
      else options.users.setOnline(event.userId, event.type === 'user.online')
    },
  }
  const tabs = browserTabs()
  // The stream itself retries, so its calls need no retries.
  const streamClient = options.callsWith((fetch) => fetch, { retries: 0 })
  const calls = streamCalls(options.client, streamClient)
  const own = { ...options, calls }
  const stream = tabs
    ? sharedStream({ ...own, ...tabs, name: tabsName(options) }, listener)
    : serverStream(own, listener)
  const watching = createWatching({ ...options, watch: stream.watch })
  return {
    open: stream.open,
    renew: stream.renew,
    update: watching.update,
    typingIn: typing.userIds,
    close() {
      typing.clear()
      watching.close()
      stream.close()
    },
  }
}
