import type { StreamItem } from '../operations/operation.ts'

const frames = new WeakMap<object, Buffer>()

/** An item in the event stream format (HTML Standard §9.2.5), encoded once for all streams. */
export function frameOf(item: StreamItem): Buffer {
  const { cursor, event } = item
  const known = frames.get(event ?? item)
  if (known) return known
  const id = cursor === undefined ? '' : `id: ${cursor}\n`
  const frame = Buffer.from(
    event ? `${id}event: ${event.type}\ndata: ${event.json}\n\n` : `${id}\n`,
  )
  frames.set(event ?? item, frame)
  return frame
}
