import { eventsOf, type ServerSentEvent } from './exchange.ts'

/**
 * A stream of server-sent events, read as it arrives: see `readStream`.
 *
 * @example
 * const { data } = await stream.first(({ event }) => event === 'born')
 */
export interface OpenStream {
  /** The events received so far. */
  readonly events: ServerSentEvent[]
  /** The text received so far. */
  readonly text: string
  /** Resolves with the first event that matches, including past events. Rejects if the stream ends before that. */
  first(matches: (event: ServerSentEvent) => boolean): Promise<ServerSentEvent>
  /** Closes the connection. */
  close(): Promise<void>
}

/**
 * Reads the stream of a response until it ends or is closed.
 *
 * @example
 * const stream = readStream(await fetch('http://127.0.0.1:8080/pets/events'))
 * const event = await stream.first(({ event }) => event === 'born')
 * console.log(contract.conformsEvent('streamPets', event))
 * await stream.close()
 */
export function readStream(response: Response): OpenStream {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const events: ServerSentEvent[] = []
  let text = ''
  let rest = ''
  let end: Error | undefined
  const waiting: (() => void)[] = []
  const wake = () => {
    for (const go of waiting.splice(0)) go()
  }
  const read = async () => {
    for (;;) {
      const { done, value = '' } = (await reader?.read()) ?? { done: true }
      if (done) return
      text += value
      rest += value
      const whole = rest.lastIndexOf('\n\n') + 1
      events.push(...eventsOf(rest.slice(0, whole)))
      rest = rest.slice(whole)
      wake()
    }
  }
  const ended = read()
    .then(
      () => new Error('The stream has ended.'),
      (error: Error) => error,
    )
    .then((why) => {
      end = why
      wake()
    })
  return {
    events,
    get text() {
      return text
    },
    async first(matches) {
      for (;;) {
        const found = events.find(matches)
        if (found) return found
        if (end) throw end
        await new Promise<void>((resolve) => {
          waiting.push(resolve)
        })
      }
    },
    async close() {
      await reader?.cancel().catch(() => undefined)
      await ended
    },
  }
}
