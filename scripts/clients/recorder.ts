import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import type { RunningServer } from '../../packages/server/src/compose/start.ts'
import type { Call } from './story.ts'

/** A request that a client sent. */
export interface RecordedCall extends Call {
  headers: Record<string, string>
}

export interface Recorder extends AsyncDisposable {
  baseUrl: string
  calls: RecordedCall[]
}

const kept = ['accept', 'content-type', 'talkjs-rest-version']

/**
 * A proxy between a client and the server that records each request, with placeholders for values that change with
 * every run.
 */
export async function startRecorder(server: RunningServer): Promise<Recorder> {
  const calls: RecordedCall[] = []
  const messages: string[] = []

  const pathOf = (target: string) =>
    messages.reduce(
      (path, id, i) => path.replaceAll(id, `{message ${i + 1}}`),
      target.replace(`/v1/${server.appId}`, ''),
    )

  const headersOf = (headers: IncomingHttpHeaders) => ({
    authorization: (headers.authorization ?? '').replace(server.secretKey, '{key}'),
    ...Object.fromEntries(
      kept.flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : [])),
    ),
  })

  const proxy = createServer(async (incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming
    const body = await buffer(incoming)
    const { upgrade: _, connection: __, 'transfer-encoding': ___, ...rest } = headers
    const [response]: IncomingMessage[] = await once(
      request(server.baseUrl + url, {
        method,
        headers: { ...rest, 'content-length': body.length },
      }).end(body),
      'response',
    )
    if (!response) throw new Error('The server sent no response.')
    const { statusCode: status = 0 } = response
    const path = pathOf(url)
    const content = await text(response)
    if (method === 'POST' && path.endsWith('/messages') && status === 200)
      messages.push(...JSON.parse(content).map(({ id }: { id: string }) => id))
    calls.push({
      method,
      path,
      headers: headersOf(headers),
      ...(body.length > 0 && { body: JSON.parse(body.toString()) }),
      status,
    })
    outgoing.writeHead(status, response.headers).end(content)
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')

  return {
    baseUrl: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    calls,
    async [Symbol.asyncDispose]() {
      proxy.close()
      proxy.closeAllConnections()
    },
  }
}
