import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { outputOf } from '@openparley/test-kit/installed'
import { root } from '@openparley/test-kit/program'
import { afterAll, expect, inject, test } from 'vitest'

const document = join(inject('installed'), 'node_modules/openparley/dist/openapi.json')
const modules = join(root, 'test/portals/node_modules')
const folder = mkdtempSync(join(inject('installed'), 'generated-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Code that uses the output of each generator. */
const uses = {
  'openapi-typescript': `
import type { components, operations } from './openapi-typescript'
export const user: components['schemas']['User']['name'] = 'Alice'
export type List = operations['listUsers']['responses'][200]['content']['application/json']['data']
`,
  'hey-api': `
import { getUser, putUser, sendMessages, streamEvents } from './hey-api'
export async function call(): Promise<string | undefined> {
  const path = { appId: 'shop', userId: 'alice' }
  await putUser({ path, body: { name: 'Alice' } })
  const { data } = await getUser({ path })
  return data?.name
}
export const rest = [sendMessages, streamEvents]
`,
  quicktype: `
import type { Conversation } from './quicktype'
export const subjectOf = ({ subject }: Conversation): string | null => subject
`,
}

/** The command of each, which writes to `folder`. */
const commands: Record<keyof typeof uses, string> = {
  'openapi-typescript': `${join(root, 'node_modules/openapi-typescript/bin/cli.js')} ${document} --default-non-nullable=false -o ${join(folder, 'openapi-typescript.ts')}`,
  'hey-api': `${join(modules, '@hey-api/openapi-ts/bin/run.js')} -i ${document} -o ${join(folder, 'hey-api')}`,
  quicktype: `${join(modules, 'quicktype/dist/index.js')} -s schema -l ts --just-types -t Conversation -o ${join(folder, 'quicktype.ts')} '${document}#/components/schemas/Conversation'`,
}

test(`what ${Object.keys(uses).join(', ')} generate compiles with code that uses it`, async () => {
  const files = Object.entries(uses).map(([name, use]) => {
    writeFileSync(join(folder, `${name}-use.ts`), use)
    return `${name}-use.ts`
  })
  await Promise.all(Object.values(commands).map((command) => outputOf(`node ${command}`)))
  const compilerOptions = {
    target: 'es2024',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2024', 'dom', 'dom.iterable'],
    types: [],
    strict: true,
    noEmit: true,
  }
  const project = join(folder, 'tsconfig.json')
  writeFileSync(project, JSON.stringify({ compilerOptions, files }))
  const compiler = join(root, 'node_modules/typescript-7/bin/tsc')
  expect(await outputOf(`node ${compiler} --singleThreaded -p ${project}`)).toBe('')
})
