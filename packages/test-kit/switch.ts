import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Switch {
  /** Its port on 127.0.0.1. */
  port: number
  /** Connects new clients to this port, and disconnects the others. */
  to(port: number): void
  close(): void
}

/** Forwards connections to a port that can change, as the address of a service does at a failover. */
export async function startSwitch(port: number): Promise<Switch> {
  let target = port
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => undefined)
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const disconnect = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    to(next) {
      target = next
      disconnect()
    },
    close() {
      server.close()
      disconnect()
    },
  }
}
