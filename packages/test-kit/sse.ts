/** One frame of a stream of server-sent events; without data it only moves the cursor. */
export interface SseFrame {
  id: string
  event?: string
  data?: string
}

/** The frames in the bytes, as far as each is whole (HTML Standard §9.2.6). */
export async function* framesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<SseFrame> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of bytes) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() as string
    for (const block of blocks) yield frameOf(block)
  }
}

function frameOf(block: string): SseFrame {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const [name = '', ...value] = line.split(': ')
      return [name, value.join(': ')]
    }),
  )
  const { id, event, data, ...unknown } = Object.fromEntries(fields)
  if (id === undefined || (data === undefined) !== (event === undefined) || hasKeys(unknown))
    throw new Error(`Not a frame of ours: ${JSON.stringify(block)}`)
  return data === undefined || event === undefined ? { id } : { id, event, data }
}

const hasKeys = (value: object) => Object.keys(value).length > 0
