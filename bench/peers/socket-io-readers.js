import { io } from 'socket.io-client'
import { Counter, opened } from '../stream-readers.ts'

/** Readers for socket.io, with WebSockets only. */
export async function socketIoReaders(url, count) {
  const counter = new Counter()
  const open = () =>
    new Promise((resolve) => {
      const socket = io(url, { transports: ['websocket'], forceNew: true })
      socket.on('message.created', () => counter.add(1))
      socket.on('connect', () => resolve(socket))
    })
  const sockets = await opened(count, open)
  return Object.assign(counter, {
    close: () => {
      for (const socket of sockets) socket.close()
    },
  })
}
