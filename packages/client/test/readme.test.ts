import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '@openparley/test-kit/eventually'
import { testServer } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { expect, onTestFinished, test } from 'vitest'
import * as client from '../src/index.ts'

const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8')

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor

test('the SDK code of the README works on the demo app', async () => {
  const code = /^```js\n(.*?)^```$/ms.exec(readme)?.[1] ?? ''
  const [, names = ''] = /^import \{ (.*) \} from 'openparley\/client'\n/.exec(code) ?? []
  const imported = names.split(', ')
  const server = await testServer({ apps: [] })
  const logged: string[] = []
  const given: Record<string, unknown> = {
    async fetch(url: string) {
      expect(url).toBe('/chat-token')
      return new Response(await userToken(server, 'alice'))
    },
    console: { log: (line: string) => logged.push(line) },
    ...Object.fromEntries(Object.entries(client).filter(([name]) => imported.includes(name))),
  }
  const body = code
    .replace(/^import .*\n/, '')
    .replace('http://127.0.0.1:8080', server.baseUrl)
    .concat('return session')
  const session = await new AsyncFunction(...Object.keys(given), body)(...Object.values(given))
  onTestFinished(() => session.close())

  await eventually(() => expect(logged).toEqual(['not in this conversation']))
  await server.call('PUT', '/users/sebastian', { body: { name: 'Sebastian' } })
  await server.call('PUT', '/conversations/order_391_fc', {
    body: { participants: ['alice', 'sebastian'] },
  })
  await eventually(() => expect(logged.at(-1)).toBe('0 unread'))
  await server.call('POST', '/conversations/order_391_fc/messages', {
    body: [{ type: 'UserMessage', sender: 'sebastian', text: 'Hello Alice!' }],
  })
  await eventually(() => expect(logged.at(-1)).toBe('1 unread'))
})
