import { connect } from 'node:net'
import { requestBytes } from '@openparley/test-kit/raw'
import type { ServerProcess } from '@openparley/test-kit/server-process'
import type { SoakOptions } from '../soak-scenario.ts'
import { atMost, call, createUsers, longestDuring, withFile, withServer } from '../soak-site.ts'

export const name = 'slow-bodies'

const clients = 400
const requestTimeout = 3
/** Later than the timeout: the server checks its connections only ten times during it, and is busy. */
const slack = 2
const maxPause = 1000

/** Sends a body byte by byte, with pauses. Resolves with the seconds after which the server closed the connection. */
async function trickle(server: ServerProcess, isKnown: boolean): Promise<number> {
  const { hostname, port } = new URL(server.baseUrl)
  const socket = connect({ host: hostname, port: Number(port) })
  const begun = performance.now()
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': '100000',
    Connection: 'keep-alive',
    ...(!isKnown && { Authorization: 'Bearer wrong' }),
  }
  socket.write(requestBytes(server, 'PUT', `/v1/${server.appId}/users/alice`, { headers }))
  // The server ends the connection while the client still sends.
  socket.on('error', () => undefined).resume()
  const timer = setInterval(() => socket.write('{'), 100)
  await new Promise((resolve) => socket.once('close', resolve))
  clearInterval(timer)
  return (performance.now() - begun) / 1000
}

/** Hundreds of slow bodies, with and without a key, are cut in time, and other calls are not delayed. */
export const run = ({ log }: SoakOptions) =>
  withFile((file) =>
    withServer(
      `sqlite:${file}`,
      async (server) => {
        await createUsers(server, ['alice'])
        log(`${clients} slow bodies, half of them with a key`)
        const all = Array.from({ length: clients }, (_, n) => trickle(server, n % 2 === 0))
        const { result, longest, calls } = await longestDuring(Promise.all(all), () =>
          call(server, 'GET', '/users/alice'),
        )
        const last = Math.max(...result)
        atMost(requestTimeout + slack, last, 'Seconds until the last was cut')
        atMost(maxPause, longest, 'Milliseconds of getUser meanwhile')
        return {
          'bodies cut': result.length,
          's until the last was': Math.round(last * 10) / 10,
          'users read meanwhile': calls,
          'ms the longest of these': longest,
        }
      },
      { REQUEST_TIMEOUT: String(requestTimeout) },
    ),
  )
