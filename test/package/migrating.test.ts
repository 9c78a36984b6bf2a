import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@openparley/client'
import { onFileFinished } from '@openparley/test-kit/file-end'
import { goEnvironment } from '@openparley/test-kit/go'
import { outputOf, startCommand } from '@openparley/test-kit/installed'
import { root } from '@openparley/test-kit/program'
import { beforeAll, describe, expect, inject, test } from 'vitest'

const guide = readFileSync(join(root, 'docs/migrating.md'), 'utf8')
const document = JSON.parse(readFileSync(join(root, 'generated/openapi.json'), 'utf8'))

const snippets = new Map(
  [...guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => [
    language,
    text,
  ]),
)

/** The program that runs the snippets of a language, and the name of their file. */
const languages = [
  ['sh', 'bash -eu', 'curl'],
  ['js', 'node', 'Node'],
  ['php', 'php', 'PHP'],
  ['ruby', 'ruby', 'Ruby'],
  ['go', 'go run', 'Go'],
] as const

const isThere = (command: string) => {
  try {
    return execFileSync('which', [command.split(' ')[0] ?? '']).length > 0
  } catch {
    return false
  }
}

describe('the guide for code that already calls this API', () => {
  let baseUrl: string
  beforeAll(async () => {
    const command = 'exec openparley mock --stateful --port 0 --app shop'
    const server = startCommand(command, { onEnd: onFileFinished })
    ;[, baseUrl = ''] = await server.printed(/on (\S+): app/)
  })

  test('has a snippet for each language, run here', () => {
    expect([...snippets.keys()]).toEqual(languages.map(([language]) => language))
  })

  for (const [language, command, name] of languages)
    test.skipIf(!isThere(command))(
      `shows how to start a conversation with ${name} (needs ${command.split(' ')[0]})`,
      async () => {
        const folder = mkdtempSync(join(inject('installed'), '../guide-'))
        const extension = language === 'js' ? 'mjs' : language
        writeFileSync(join(folder, `main.${extension}`), snippets.get(language) ?? '')
        const env = {
          PARLEY_URL: baseUrl,
          APP_ID: 'shop',
          SECRET_KEY: 'sk_mock_not_a_secret',
          ...goEnvironment,
        }
        const answer = await outputOf(`${command} main.${extension}`, { cwd: folder, env })
        expect(answer).toMatch(/msg_\w{22}/)
        const client = createClient({ baseUrl, appId: 'shop', secretKey: 'sk_mock_not_a_secret' })
        const params = { path: { conversationId: 'order_391' } }
        const { data } = await client.GET('/conversations/{conversationId}', { params })
        expect(data).toMatchObject({
          subject: 'Boots',
          lastMessage: { text: `Hello from ${name}`, senderId: 'sebastian' },
        })
        // The program in the next language creates it too.
        await client.DELETE('/conversations/{conversationId}', { params })
      },
      // Go compiles its own libraries the first time.
      180_000,
    )

  test('names all versions', () => {
    const { enum: versions } = document.components.schemas.RestVersion
    for (const version of versions) expect(guide).toContain(`\`${version}\``)
  })
})
