import { fillDatabase } from '../../packages/server/test/store/large-database.ts'
import type { SoakOptions } from '../soak-scenario.ts'
import { atMost, call, longestDuring, withFile, withServer } from '../soak-site.ts'

export const name = 'slow-lists'

const maxPause = 1000
const lists = 8

/** Lists that read every conversation and match none do not delay other calls. */
export const run = ({ log }: SoakOptions) =>
  withFile(async (file) => {
    const conversations = 50_000
    log(`${conversations} conversations`)
    await fillDatabase(file, { conversations, messages: 1 })
    return withServer(`sqlite:${file}`, async (server) => {
      const filter = encodeURIComponent('{"custom":{"number":["==","none"]}}')
      const begun = performance.now()
      const url = (owner: string) =>
        `${server.baseUrl}/v1/${server.appId}${owner}/conversations?filter=${filter}`
      const headers = { authorization: `Bearer ${server.secretKey}` }
      const all = Array.from({ length: lists }, async (_, index) => {
        const response = await fetch(url(index % 2 === 0 ? '' : '/users/everywhere'), { headers })
        const text = await response.text()
        // The number of searching lists per app is limited; further lists are refused.
        if (response.status === 429) return 0
        if (text !== '{"data":[]}') throw new Error(`A list: ${response.status} ${text}`)
        return 1
      })
      const { result, longest, calls } = await longestDuring(Promise.all(all), () =>
        call(server, 'GET', '/users/u1'),
      )
      atMost(maxPause, longest, 'Milliseconds of getUser beside the lists')
      const searched = result.filter((one) => one === 1).length
      if (searched === 0) throw new Error('Every list was refused.')
      return {
        'lists that searched': searched,
        'lists refused': lists - searched,
        'ms for all lists': Math.round(performance.now() - begun),
        'users read meanwhile': calls,
        'ms the longest of these': longest,
      }
    })
  })
