import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installIn, outputOf, startCommand } from '@openparley/test-kit/installed'
import { root } from '@openparley/test-kit/program'
import { expect, inject, test } from 'vitest'

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const title = '\n## In your own project\n'
const section = readme.slice(readme.indexOf(title) + title.length).split('\n## ')[0] ?? ''
const block = (language: string) =>
  new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(section)?.[1] ?? ''

test('the commands and the code of the README work in an empty folder', async () => {
  const folder = mkdtempSync(join(inject('installed'), '../readme-'))
  const [install = '', ...commands] = block('sh').trim().split('\n')
  const serve = commands.pop()
  expect([install, serve]).toEqual(['npm install openparley', 'npx openparley serve'])

  const options = { cwd: folder, env: { PORT: '0' } }
  // The packages are not published yet, so their tarballs are used.
  installIn(folder, install.replace('openparley', inject('tarballs')))
  const answers: string[] = []
  for (const command of commands) answers.push(await outputOf(command, options))
  expect(answers[0]).toContain('client-side user sync  own')

  const server = startCommand('npx openparley serve', options)
  const [, baseUrl] = await server.printed(/listens on (\S+)/)
  const headers = { authorization: `Bearer ${answers[1]}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ name: 'Alice' })
  const url = `${baseUrl}/v1/shop/realtime/users/alice`
  expect((await fetch(url, { method: 'PUT', headers, body })).status).toBe(200)

  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src/alice.mts'), block('ts'))
  expect(await outputOf('node src/alice.mts', options)).toMatch(/id: 'alice',\s+name: 'Alice'/)
})
