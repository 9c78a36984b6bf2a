import { createServer } from 'node:net'

/** Below the ports that the system gives to clients and to servers that listen on any port. */
const first = 20_000
const count = 12_000

/** The ports that this process has tried: one of them may be free only while its server starts, or starts again. */
const given = new Set<number>()

/**
 * A free port of 127.0.0.1, for a program that cannot choose one itself, or that listens on it again later. The system
 * gives this port to no other program meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = first + Math.floor(Math.random() * count)
    if (given.has(port)) continue
    given.add(port)
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  const isListening = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => resolve(true))
  })
  if (isListening) await new Promise((resolve) => probe.close(resolve))
  return isListening
}
