import { copyFileSync, rmSync } from 'node:fs'
import type { ServerProcess } from '@openparley/test-kit/server-process'
import type { SoakOptions } from '../soak-scenario.ts'
import { call, createUsers, openStream, say, withFile, withServer } from '../soak-site.ts'

export const name = 'restore'

const streams = 100

/** Sends messages while Alice has a stream, and returns the cursor after the last message. */
async function heard(server: ServerProcess, ...texts: string[]): Promise<string> {
  const stream = await openStream(server, 'alice')
  if ((await stream.next()).event.type !== 'ready') throw new Error('The stream is not ready.')
  for (const text of texts) await say(server, 'order', text)
  for (;;) {
    const { event, cursor } = await stream.next()
    if (event.message?.text !== texts.at(-1)) continue
    stream.close()
    return cursor
  }
}

interface FirstEvent {
  type: string
  reason?: string
  message?: { text: string }
}

async function firstWord(server: ServerProcess, after: string): Promise<FirstEvent> {
  const stream = await openStream(server, 'alice', after)
  const { event } = await stream.next()
  stream.close()
  return event
}

/**
 * Restores a copy of the file: streams with cursors from after the copy are reset, streams with earlier cursors resume.
 */
export const run = ({ log }: SoakOptions) =>
  withFile(async (file) => {
    const url = `sqlite:${file}`
    const stopped = <T>(work: (server: ServerProcess) => Promise<T>) =>
      withServer(url, async (server) => {
        const result = await work(server)
        await server.stop()
        return result
      })
    const common = await stopped(async (server) => {
      await createUsers(server, ['alice'])
      await call(server, 'PUT', '/conversations/order', { participants: ['alice'] })
      return heard(server, 'in the copy too')
    })
    copyFileSync(file, `${file}.copy`)
    const lost = await stopped((server) => heard(server, 'lost', 'with the file'))
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
    copyFileSync(`${file}.copy`, file)
    return withServer(url, async (server) => {
      await heard(server, 'other', 'messages', 'than', 'before')
      log(`${streams} streams resume from a lost event, and as many from an event that was kept`)
      const all = async (after: string, isRight: (event: FirstEvent) => boolean) => {
        for (let number = 0; number < streams; number += 1) {
          const event = await firstWord(server, after)
          if (!isRight(event)) throw new Error(`After ${after}: ${JSON.stringify(event)}`)
        }
      }
      await all(lost, ({ type, reason }) => type === 'reset' && reason === 'restored')
      await all(common, ({ message }) => message?.text === 'other')
      return { 'streams reset': streams, 'streams resumed': streams }
    })
  })
