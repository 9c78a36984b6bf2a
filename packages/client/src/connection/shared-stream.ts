import type { ConnectionError } from './connection-error.ts'
import { receivedError, type SentError, sentError } from './sent-error.ts'
import { type ServerStreamOptions, serverStream } from './server-stream.ts'
import { sharedWatch, type WatchMessage } from './shared-watch.ts'
import {
  type ConnectionState,
  isOpening,
  type OpeningEvent,
  type Stream,
  type StreamFrame,
  type StreamListener,
} from './stream.ts'
import { createTabs, type TabsOptions } from './tabs.ts'

export type SharedStreamOptions = ServerStreamOptions & TabsOptions

/** A message of the leader, of a follower that waits for the leader, or about watched users. */
export type TabMessage =
  | {
      /** Grows with each leader. */
      term: number
      state: ConnectionState
      error: SentError | undefined
      frame: StreamFrame | undefined
    }
  | 'ask'
  | { /** The term of a leader that no longer leads. */ deposed: number }
  | { token: string | undefined }
  | WatchMessage

/**
 * Makes a stream that the tabs of a browser share. The leader reads it from the server and posts each frame to the followers.
 * A follower that has missed frames, for example because it was frozen, reads them from the server itself, and then
 * continues with the leader's frames.
 */
export function sharedStream(options: SharedStreamOptions, listener: StreamListener): Stream {
  const { calls, clock, tokens } = options
  let term = 0
  let state: ConnectionState = 'disconnected'
  let error: ConnectionError | undefined
  /** The first event of the leader's stream, while it is connected. */
  let opening: OpeningEvent | undefined
  let cursor: string | undefined
  /** The newest cursors that this tab has passed: it has all events up to each of them. */
  const passed = new Set<string | undefined>()
  /** The leader's frames that wait while this tab reads the events that it has missed. */
  let waiting: StreamFrame[] | undefined

  async function begin(): Promise<string | undefined> {
    const from = await options.begin?.()
    if (cursor === undefined) {
      cursor = from
      pass(from)
    }
    return from
  }

  const server = serverStream(
    { ...options, begin },
    {
      onState: onServerState,
      onFrame(frame) {
        if (tabs.leads) {
          apply(frame)
          post(frame)
        } else catchUp(frame)
      },
    },
  )
  const tabs = createTabs<TabMessage>(options, {
    onMessage,
    onLead() {
      term = Math.max(term + 1, clock.now())
      opening = undefined
      waiting = undefined
      post()
      // If this tab is reading events that it has missed, it continues with that.
      server.open(cursor)
    },
    onDepose() {
      server.close()
      tabs.post({ deposed: term })
      term = 0
    },
    onSilence: ask,
  })
  const watching = sharedWatch({
    tabs,
    clock,
    watch: (users, selection) => calls.watch(opening?.streamId ?? '', users, selection),
  })

  function end(): void {
    tabs.close()
    server.close()
    watching.reset()
    opening = undefined
    waiting = undefined
  }

  function ask(): void {
    tabs.post('ask')
  }

  function onServerState(next: ConnectionState, cause: ConnectionError | undefined): void {
    if (next === 'disconnected') {
      // The next leader has another token.
      end()
      listener.onState(next, cause)
    } else if (tabs.leads) {
      setState(next, cause)
      post()
    }
  }

  function setState(next: ConnectionState, cause: ConnectionError | undefined): void {
    state = next
    error = cause
    if (state !== 'connected') opening = undefined
    listener.onState(state, error)
  }

  function post(frame?: StreamFrame): void {
    tabs.post({ term, state, error: error && sentError(error), frame })
  }

  function onMessage(message: TabMessage): void {
    if (message === 'ask') {
      if (tabs.leads) post(position())
    } else if ('term' in message) {
      // A leader that was frozen may send messages before it notices that another tab leads now.
      if (tabs.leads || message.term < term) return
      tabs.hear()
      term = message.term
      setState(message.state, message.error && receivedError(message.error))
      if (message.frame) follow(message.frame)
    } else if ('deposed' in message) {
      // If two tabs took the lock at the same time, the tab with the lower term may have kept it.
      if (message.deposed !== term || tabs.leads) return
      term = 0
      ask()
    } else if ('token' in message) {
      if (!tabs.leads || message.token === undefined) return
      tokens.set(message.token)
      server.renew()
    } else watching.onMessage(message)
  }

  /** Where the leader's stream is now, as a frame. */
  function position(): StreamFrame {
    const event = opening && ({ ...opening, type: 'ready', replayed: 0 } as OpeningEvent)
    return { previous: cursor, id: cursor, event }
  }

  function follow(frame: StreamFrame): void {
    const { previous, id, event } = frame
    if (waiting) waiting.push(frame)
    else if (
      cursor === undefined ||
      id === undefined ||
      passed.has(previous) ||
      passed.has(id) ||
      event?.type === 'reset'
    )
      apply(frame)
    else {
      waiting = [frame]
      server.open(cursor)
    }
  }

  /** Applies a frame of this tab's own stream, until everything that was missed is read. */
  function catchUp(frame: StreamFrame): void {
    const { event } = frame
    if (!isOpening(event)) {
      apply(frame)
      return
    }
    server.close()
    const missed = waiting ?? []
    waiting = undefined
    apply(event.type === 'reset' ? frame : { ...frame, event: undefined })
    // The own stream was opened after that, so it is past the position that the leader had then.
    opening = undefined
    pass(missed[0]?.id)
    for (const one of missed) follow(one)
    // The events of watched users are not replayed: the response begins the watch again.
    ask()
  }

  function apply(frame: StreamFrame): void {
    const { id, event } = frame
    if (isOpening(event)) {
      const isNew = event.streamId !== opening?.streamId
      opening = event
      if (isNew) {
        watching.reset()
        listener.onFrame(frame)
      }
    } else if (!passed.has(id)) listener.onFrame(frame)
    if (id === undefined) return
    cursor = id
    pass(id)
  }

  function pass(id: string | undefined): void {
    if (id === undefined) return
    const maxPassed = 1000
    passed.add(id)
    const [oldest] = passed
    if (passed.size > maxPassed) passed.delete(oldest)
  }

  return {
    open() {
      state = 'connecting'
      error = undefined
      tabs.open()
    },
    /** The leader uses the new token of any tab. */
    renew() {
      if (tabs.leads) server.renew()
      else tabs.post({ token: tokens.current })
    },
    close() {
      // The leader no longer needs to watch users for this tab.
      if (!tabs.leads) watching.watch(new Map()).catch(() => undefined)
      end()
      cursor = undefined
      passed.clear()
    },
    async watch(_, users, selection) {
      await tabs.entered
      return watching.watch(users, selection)
    },
  }
}
