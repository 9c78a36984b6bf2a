import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { outputOf } from '@openparley/test-kit/installed'
import { root } from '@openparley/test-kit/program'
import { build } from 'esbuild'
import { describe, expect, inject, test } from 'vitest'

const installed = inject('installed')
const { exports } = JSON.parse(
  readFileSync(join(installed, 'node_modules/openparley/package.json'), 'utf8'),
)

/** The required names of each export of code. */
const names: Record<string, string[]> = {
  '.': ['createClient'],
  './client': ['createClient'],
  './client/webhooks': ['verifyTalkJSWebhook', 'verifyWebhook', 'WebhookVerificationError'],
  './server': ['startServer'],
  './contract': ['createContract', 'runContract', 'violationsOf'],
  './types': [],
}

const run = (script: string) => outputOf(`node --input-type=module -e '${script}'`)

const modules = Object.keys(exports).filter((name) => !/\.(json|yaml)$/.test(name))

describe('every export', () => {
  test('of code is named here', () => {
    expect(modules.sort()).toEqual(Object.keys(names).sort())
  })

  test('of code can be imported and required', async () => {
    const paths = Object.keys(names).map((name) => join('openparley', name))
    const list = JSON.stringify(paths)
    const imported = JSON.parse(
      await run(
        `console.log(JSON.stringify(await Promise.all(${list}.map(async (path) => Object.keys(await import(path))))))`,
      ),
    )
    const required = JSON.parse(
      await outputOf(`node -p 'JSON.stringify(${list}.map((path) => Object.keys(require(path))))'`),
    )
    for (const [index, expected] of Object.values(names).entries())
      expect(imported[index], paths[index]).toEqual(expect.arrayContaining(expected))
    expect(required).toEqual(imported)
  })

  test.each(['openparley', 'openparley/client', 'openparley/client/webhooks'])(
    '%s goes into a page',
    async (name) => {
      const bundled = await build({
        stdin: { contents: `export * from '${name}'`, resolveDir: installed },
        bundle: true,
        platform: 'browser',
        format: 'esm',
        write: false,
        logLevel: 'silent',
        metafile: true,
      })
      expect(bundled.warnings).toEqual([])
      const inputs = Object.keys(bundled.metafile.inputs).join(' ')
      const packages = [...inputs.matchAll(/node_modules\/((?:@[^/]+\/)?[^/ ]+)/g)]
      expect(new Set(packages.map(([, found]) => found))).toEqual(
        new Set(['openparley', '@openparley/client']),
      )
    },
  )

  test('of documents is a file, and openapi.json can be imported as JSON', async () => {
    const documents = [
      'openapi.json',
      'openapi.clients.json',
      'openapi.yaml',
      'workflows.arazzo.yaml',
    ]
    const paths = JSON.stringify(documents.map((name) => `openparley/${name}`))
    const found = await run(`
      import spec from "openparley/openapi.json" with { type: "json" }
      const files = ${paths}.map((path) => import.meta.resolve(path))
      console.log(JSON.stringify({ version: spec.openapi, files }))`)
    const { version, files } = JSON.parse(found)
    expect(version).toMatch(/^3\.1/)
    for (const [index, name] of documents.entries())
      expect(readFileSync(new URL(files[index]), 'utf8'), name).toBe(
        readFileSync(join(root, 'generated', name), 'utf8'),
      )
  })
})

describe('the types', () => {
  const compile = async (
    compiler: string,
    name: string,
    source: string,
    types: string[],
    lib: string[],
  ) => {
    writeFileSync(join(installed, `${name}.mts`), source)
    const config = {
      compilerOptions: {
        target: 'es2024',
        module: 'nodenext',
        lib: ['es2024', ...lib],
        types,
        typeRoots: [join(root, 'node_modules/@types')],
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        resolveJsonModule: true,
      },
      files: [`${name}.mts`],
    }
    writeFileSync(join(installed, `${name}.json`), JSON.stringify(config))
    return outputOf(`node ${join(root, 'node_modules', compiler, 'bin/tsc')} -p ${name}.json`)
  }

  test('of the client do not need Node, and have every call', async () => {
    const source = `
import { createClient, type Client } from 'openparley'
import { createClient as same } from 'openparley/client'
import type { components, operations } from 'openparley/types'

const client: Client = createClient({ baseUrl: 'https://chat.example', appId: 'shop', token: 't' })
same({ baseUrl: 'https://chat.example', appId: 'shop', secretKey: 'sk_test_shop_0001' })
export const name = async (userId: string): Promise<string | undefined> => {
  const { data } = await client.GET('/users/{userId}', { params: { path: { userId } } })
  const user: components['schemas']['User'] | undefined = data
  return user?.name
}
// @ts-expect-error There is no such call.
client.GET('/nothing')
// @ts-expect-error One of them is needed.
createClient({ baseUrl: 'https://chat.example', appId: 'shop' })
export type Body = operations['putUser']['requestBody']
`
    expect(await compile('typescript', 'client', source, [], ['dom', 'dom.iterable'])).toBe('')
  })

  test('of the server fit the client, and the document is an object', async () => {
    const source = `
import { createClient } from 'openparley'
import document from 'openparley/openapi.json' with { type: 'json' }
import { startServer, type RunningServer, type StartOptions } from 'openparley/server'

const options: StartOptions = { port: 0, apps: [{ id: 'shop', secretKey: 'sk_test_shop_0001' }] }
export async function calls(): Promise<number> {
  await using server: RunningServer = await startServer(options)
  const { data } = await createClient(server).GET('/users')
  return (data?.data.length ?? 0) + Object.keys(document.paths).length
}
`
    expect(await compile('typescript-7', 'server', source, ['node'], ['esnext.disposable'])).toBe(
      '',
    )
  })
})
