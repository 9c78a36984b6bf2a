import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { outputOf } from '@openparley/test-kit/installed'
import { root } from '@openparley/test-kit/program'
import { afterAll, expect, inject, test } from 'vitest'

const document = join(inject('installed'), 'node_modules/openparley/dist/openapi.json')
const modules = join(root, 'test/portals/node_modules')
const folder = mkdtempSync(join(inject('installed'), 'generated-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Compiles the output of a generator together with code that uses it. */
async function compile(name: string, use: string) {
  writeFileSync(join(folder, `${name}-use.ts`), use)
  const compilerOptions = {
    target: 'es2024',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2024', 'dom', 'dom.iterable'],
    types: [],
    strict: true,
    noEmit: true,
  }
  const config = { compilerOptions, files: [`${name}-use.ts`] }
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(config))
  return outputOf(`node ${modules}/typescript/bin/tsc -p ${join(folder, `${name}.json`)}`)
}

test('openapi-typescript: its output compiles', async () => {
  const file = join(folder, 'openapi-typescript.ts')
  const bin = join(root, 'node_modules/openapi-typescript/bin/cli.js')
  await outputOf(`node ${bin} ${document} --default-non-nullable=false -o ${file}`)
  const use = `
import type { components, operations } from './openapi-typescript'
export const user: components['schemas']['User']['name'] = 'Alice'
export type List = operations['listUsers']['responses'][200]['content']['application/json']['data']
`
  expect(await compile('openapi-typescript', use)).toBe('')
})

test('hey-api: its client compiles', async () => {
  const bin = join(modules, '@hey-api/openapi-ts/bin/run.js')
  await outputOf(`node ${bin} -i ${document} -o ${join(folder, 'hey-api')}`)
  const use = `
import { getUser, putUser, sendMessages, streamEvents } from './hey-api'
export async function call(): Promise<string | undefined> {
  const path = { appId: 'shop', userId: 'alice' }
  await putUser({ path, body: { name: 'Alice' } })
  const { data } = await getUser({ path })
  return data?.name
}
export const rest = [sendMessages, streamEvents]
`
  expect(await compile('hey-api', use)).toBe('')
})

test('quicktype: its types of a schema compile', async () => {
  const bin = join(modules, 'quicktype/dist/index.js')
  const file = join(folder, 'quicktype.ts')
  const schema = `${document}#/components/schemas/Conversation`
  await outputOf(`node ${bin} -s schema -l ts --just-types -t Conversation -o ${file} '${schema}'`)
  const use = `
import type { Conversation } from './quicktype'
export const subjectOf = ({ subject }: Conversation): string | null => subject
`
  expect(await compile('quicktype', use)).toBe('')
})
