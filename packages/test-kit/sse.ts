/**
 * One frame of a stream of server-sent events. A frame without data only moves the cursor. A frame without an id keeps
 * the previous cursor.
 */
export interface SseFrame {
  id: string
  event?: string
  data?: string
}

/** The complete frames in the bytes (HTML Standard §9.2.6). */
export async function* framesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<SseFrame> {
  const decoder = new TextDecoder()
  let text = ''
  let lastId = ''
  for await (const chunk of bytes) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() as string
    for (const block of blocks) {
      const frame = frameOf(block, lastId)
      lastId = frame.id
      yield frame
    }
  }
}

function frameOf(block: string, lastId: string): SseFrame {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const [name = '', ...value] = line.split(': ')
      return [name, value.join(': ')]
    }),
  )
  const { id, event, data, ...unknown } = Object.fromEntries(fields)
  if (
    (id ?? data) === undefined ||
    (data === undefined) !== (event === undefined) ||
    hasKeys(unknown)
  )
    throw new Error(`Not a valid frame: ${JSON.stringify(block)}`)
  return { id: id ?? lastId, ...(data !== undefined && { event, data }) } as SseFrame
}

const hasKeys = (value: object) => Object.keys(value).length > 0
