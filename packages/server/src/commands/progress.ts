const linePeriod = 100

/**
 * Reports progress: on a terminal in one line that is overwritten, otherwise in a new line after every hundred steps.
 */
export function progressTo(stream: { isTTY?: boolean; write(text: string): unknown }) {
  let steps = 0
  return {
    show(line: string): void {
      if (stream.isTTY) stream.write(`\r\x1b[K${line}`)
      else if (steps % linePeriod === 0) stream.write(`${line}\n`)
      steps += 1
    },
    end(): void {
      if (stream.isTTY && steps > 0) stream.write('\r\x1b[K')
    },
  }
}
