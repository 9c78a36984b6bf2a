import type { Stream } from './stream.ts'

/** A stream whose code is loaded when it is opened first. */
export function lazyStream(load: () => Promise<Stream>): Stream {
  let stream: Stream | undefined
  let isLoading = false
  let isOpen = false

  async function loadOnce(): Promise<void> {
    isLoading = true
    stream = await load()
    if (isOpen) stream.open()
  }

  return {
    open() {
      isOpen = true
      if (stream) stream.open()
      else if (!isLoading) void loadOnce()
    },
    renew: () => stream?.renew(),
    close() {
      isOpen = false
      stream?.close()
    },
    // Only an open stream has an id.
    watch: (...call) => (stream as Stream).watch(...call),
    markAlive: (streamId) => stream?.markAlive(streamId),
  }
}
