import { once } from 'node:events'
import { type Load, measured, type Target } from '../load.ts'

/**
 * Puts load on a server from a separate process, each time that it gets a load as a line of JSON. Prints the figures.
 */
export type Writing = Omit<Target, 'body' | 'path' | 'headersOf'> & { text: string; load: Load }

process.stdin.setEncoding('utf8')
for (;;) {
  const [line] = await once(process.stdin, 'data')
  const { text, load, ...target }: Writing = JSON.parse(line)
  console.log(JSON.stringify(await measured({ ...target, body: () => text }, load)))
}
