import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { expect, test } from 'vitest'
import { documents, writeDocuments } from '../../scripts/site/documents.ts'

test('the site has the documents of each released version from its tag, and the documents of the checkout as the latest', async () => {
  const checkout = temporaryFolder()
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test', ...words], {
      cwd: checkout,
    })
  const writeVersion = (version: string, title: string) => {
    for (const name of documents)
      writeFileSync(
        join(checkout, 'generated', name),
        JSON.stringify({ info: { version, title, name } }),
      )
  }
  mkdirSync(join(checkout, 'generated'))
  const titles = async () => {
    const site = temporaryFolder()
    await writeDocuments(checkout, site)
    return (place: string) =>
      documents.map((name) => {
        const text = readFileSync(join(site, 'openapi', place, name), 'utf8')
        const { info } = JSON.parse(text)
        expect(info.name).toBe(name)
        return info.title
      })
  }
  const all = (title: string) => documents.map(() => title)

  writeVersion('0.1.0', 'first')
  const without = await titles()
  expect(without('0.1.0')).toEqual(all('first'))
  expect(without('latest')).toEqual(all('first'))

  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--no-gpg-sign', '--message', 'Release 0.1.0')
  git('tag', 'v0.1.0')
  git('tag', 'v0.1.0-draft')
  writeVersion('0.1.0', 'changed after its release')
  expect((await titles())('0.1.0')).toEqual(all('first'))

  writeVersion('0.2.0', 'second')
  const released = await titles()
  expect(released('0.1.0')).toEqual(all('first'))
  expect(released('0.2.0')).toEqual(all('second'))
  expect(released('latest')).toEqual(all('second'))
})
