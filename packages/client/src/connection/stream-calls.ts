import type { components } from '@openparley/spec/types'
import { unwrap } from '../problem.ts'
import type { Calls } from '../typed-calls.ts'

export type WatchedState = components['schemas']['WatchedState']

/** Users to watch, each with the id of the newest event in the known snapshot, or 0. */
export type WatchedUsers = Map<string, number>

/** The state that a page shows. */
export interface Selection {
  selectedConversationId: string | null
  hasFocus: boolean
}

/** The calls about streams. */
export interface StreamCalls {
  /** Opens a stream that continues after the cursor. Without a cursor, it begins with the next event. */
  openStream(cursor: string | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>
  /** Sets the users that the stream watches, and what its page shows. */
  watch(streamId: string, users: WatchedUsers, selection?: Selection): Promise<WatchedState>
  markAlive(streamId: string): void
}

/** The streams are opened by their own client, as a connection does its own retries. */
export const streamCalls = (client: Calls, streamClient: Calls): StreamCalls => ({
  async openStream(cursor, signal) {
    const header = cursor === undefined ? {} : { 'Last-Event-ID': cursor }
    const result = await streamClient.GET('/realtime/events', {
      parseAs: 'stream',
      params: { header },
      signal,
    })
    return unwrap(result) as ReadableStream<Uint8Array>
  },
  async watch(streamId, users, selection) {
    const result = await client.PUT('/realtime/streams/{streamId}', {
      params: { path: { streamId } },
      body: { users: Object.fromEntries(users), ...selection },
    })
    return unwrap(result)
  },
  markAlive(streamId) {
    const params = { path: { streamId } }
    // If one call fails, the next call is still in time.
    client.POST('/realtime/streams/{streamId}', { params }).catch(() => undefined)
  },
})
