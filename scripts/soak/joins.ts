import type { SoakOptions } from '../soak-scenario.ts'
import { atMost, call, createUsers, longestDuring, withFile, withServer } from '../soak-site.ts'

export const name = 'joins'

const maxPause = 1000

/** Adds 1,000 users to a conversation of 9,000 with one call, during which the server must handle other calls. */
export const run = ({ log }: SoakOptions) =>
  withFile((file) =>
    withServer(`sqlite:${file}`, async (server) => {
      const ids = Array.from({ length: 10_000 }, (_, number) => `user${number}`)
      log('10,000 users, of whom 9,000 are in a conversation')
      await createUsers(server, ids)
      const join = (from: number) =>
        call(server, 'PUT', '/conversations/crowd', { participants: ids.slice(from, from + 1000) })
      for (let from = 0; from < 9000; from += 1000) await join(from)
      log('1,000 more')
      const begun = performance.now()
      const { longest } = await longestDuring(join(9000), async () => {
        const response = await fetch(`${server.baseUrl}/health`)
        if (response.status !== 200)
          throw new Error(`/health: ${response.status} ${await response.text()}`)
        await response.text()
      })
      atMost(maxPause, longest, 'Milliseconds until /health responded')
      return {
        'ms for the call': Math.round(performance.now() - begun),
        'ms the longest pause of /health': longest,
      }
    }),
  )
