import { isUnavailable, unavailable } from '../../store/availability.ts'

/** Functions of the other thread. They reject if the function there throws, or if the thread has ended. */
export type Remote<Theirs> = {
  [Name in keyof Theirs]: Theirs[Name] extends (...parameters: infer Parameters) => infer Result
    ? (...parameters: Parameters) => Promise<Awaited<Result>>
    : never
}

/** A `MessagePort` or a `Worker`. */
interface Port {
  postMessage(message: Message): void
  on(event: 'message', listener: (message: Message) => void): unknown
}

type Message =
  | { call: number; name: string; parameters: unknown[] }
  | { reply: number; value: unknown }
  | { reply: number; fault: Fault }

/** An error that can be sent to another thread. */
export interface Fault {
  message: string
  stack: string | undefined
  isUnavailable: boolean
}

interface Waiting {
  resolve: (value: never) => void
  reject: (error: unknown) => void
}

/** Lets two threads call functions of each other. The other thread may call the functions in `own`. */
export function remoteCalls<Theirs>(
  port: Port,
  own: object,
): { theirs: Remote<Theirs>; end: () => void } {
  const functions = own as Record<string, (...parameters: unknown[]) => unknown>
  const waiting = new Map<number, Waiting>()
  let calls = 0
  let isOver = false
  const serve = async (call: number, work: () => unknown) =>
    port.postMessage(await replyTo(call, async () => work()))
  port.on('message', (message: Message) => {
    if ('name' in message) {
      const { call, name, parameters } = message
      void serve(call, () => functions[name]?.(...parameters))
      return
    }
    const { resolve, reject } = waiting.get(message.reply) as Waiting
    waiting.delete(message.reply)
    if ('fault' in message) reject(errorOf(message.fault))
    else resolve(message.value as never)
  })
  const call = (name: string, parameters: unknown[]) =>
    new Promise((resolve, reject) => {
      if (isOver) return reject(new Error(ended))
      calls += 1
      waiting.set(calls, { resolve, reject })
      port.postMessage({ call: calls, name, parameters })
    })
  return {
    theirs: new Proxy({} as Remote<Theirs>, {
      get:
        (_, name: string) =>
        (...parameters: unknown[]) =>
          call(name, parameters),
    }),
    end() {
      isOver = true
      for (const { reject } of waiting.values()) reject(new Error(ended))
      waiting.clear()
    },
  }
}

const ended = 'The other thread has ended.'

async function replyTo(reply: number, work: () => Promise<unknown>): Promise<Message> {
  try {
    return { reply, value: await work() }
  } catch (error) {
    return { reply, fault: faultOf(error) }
  }
}

export const faultOf = (error: unknown): Fault =>
  error instanceof Error
    ? { message: error.message, stack: error.stack, isUnavailable: isUnavailable(error) }
    : { message: String(error), stack: undefined, isUnavailable: false }

export function errorOf({ message, stack, isUnavailable: isAway }: Fault): Error {
  const error = Object.assign(new Error(message), { stack })
  return isAway ? unavailable(error) : error
}
