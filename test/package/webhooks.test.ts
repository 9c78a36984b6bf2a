import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '@openparley/test-kit/free-port'
import { outputOf, startCommand } from '@openparley/test-kit/installed'
import { root } from '@openparley/test-kit/program'
import { expect, inject, test } from 'vitest'

const guide = readFileSync(join(root, 'docs/webhooks.md'), 'utf8')
const [, section = ''] = guide.split('\n## ')
const blocks = (language: string) =>
  [...section.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, text = '']) => text.trim(),
  )

test('the three commands of docs/webhooks.md end with a verified delivery', async () => {
  const folder = join(inject('installed'), 'webhooks')
  mkdirSync(folder)
  const port = String(await freePort())
  const [code = ''] = blocks('js')
  writeFileSync(join(folder, 'receive.mjs'), code.replaceAll('3000', port))
  // npx would start the program on the PATH, after half a second of its own work.
  const [serve = '', receive = '', ...others] = blocks('sh').map((text) =>
    text.replaceAll('npx ', ''),
  )
  expect(others).toHaveLength(1)

  const server = startCommand(serve, { cwd: folder, env: { PORT: '0' } })
  const [, baseUrl] = await server.printed(/listens on (\S+)/)
  const receiver = startCommand(receive, { cwd: folder })
  await receiver.printed(new RegExp(`Listening on http://127.0.0.1:${port}/`))
  const sent = String(others[0])
    .replaceAll('3000', port)
    .replaceAll(/openparley webhooks \w+/g, `$& --url ${baseUrl}`)
  await outputOf(sent, { cwd: folder })
  await receiver.printed(/^verified: webhook\.test evt_\w+$/m)
})
