import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

const server = 'packages/server/src'

/** The folders that each ring of the server may import. */
const rings: Record<string, string[]> = {
  base: [],
  model: ['base'],
  store: ['base', 'model'],
  feed: ['base', 'store', 'model'],
  operations: ['base', 'store', 'feed', 'model'],
  http: ['base', 'operations/operation'],
  tools: [],
  agents: ['base', 'operations/operation'],
  exports: ['operations', 'compose'],
  commands: ['base', 'model', 'store', 'operations', 'tools', 'agents', 'compose'],
  compose: ['base', 'model', 'store', 'feed', 'operations', 'http', 'tools', 'agents', 'commands'],
}

/** The packages that a ring may use. Rings that are not listed may use all. */
const packages: Record<string, string[]> = {
  base: ['nanoid'],
  model: ['@openparley/spec'],
  store: ['aws4fetch', 'file-type', 'image-size', 'pg'],
  feed: ['lru-cache', 'nanoid'],
  operations: ['@openparley/spec'],
  tools: ['@openparley/spec', '@openparley/client'],
  agents: ['@modelcontextprotocol/server', '@openparley/client', '@openparley/spec', 'jose'],
  exports: [
    '@openparley/spec',
    '@openparley/client',
    '@openparley/contract',
    '@openparley/conformance',
  ],
}

const filesIn = (...patterns: string[]) =>
  globSync(patterns, {
    cwd: root,
    exclude: (name) => /node_modules|generated|dist/.test(name),
  }).sort()

interface Import {
  /** Path from the root, without its ending. */
  to: string
  isType: boolean
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(importStatement)].map(([, type, specifier = '', dynamic]) => ({
    to: relative(root, join(root, dirname(file), dynamic ?? specifier)).replace(/\.(ts|json)$/, ''),
    isType: type !== undefined,
  }))
}

/** Static imports and exports of files of the project, and dynamic imports. */
const importStatement =
  /^(?:import|export) (type )?(?:[^'"]*? from )?['"](\.[^'"]+)['"]|\bimport\(\s*['"](\.[^'"]+)['"]/gms

const packagesOf = (file: string) =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /(?<!['"])(?:from|import\(?) ?['"]([^.'"][^'"]*)['"]/g,
    ),
  ]
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('node:'))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'))

const sources = filesIn('packages/*/src/**/*.ts')
const inServer = sources.filter((file) => file.startsWith(server))
const ringOf = (path: string) => /^packages\/server\/src\/(\w+)\//.exec(path)?.[1]

describe('the rings', () => {
  test.each(inServer)('%s imports only inward', (file) => {
    const ring = ringOf(file) ?? ''
    const allowed = rings[ring]
    expect(allowed, `the ring ${ring} is in the table`).toBeDefined()
    for (const { to, isType } of importsOf(file)) {
      const from = to.replace(`${server}/`, '')
      const fits = [ring, ...(allowed ?? [])].some(
        (place) => from === place || from.startsWith(`${place}/`),
      )
      expect(fits, `${file} imports ${to}`).toBe(true)
      if (ring === 'http' && from.startsWith('operations/'))
        expect(isType, `${file} takes only types from ${to}`).toBe(true)
    }
  })

  test.each(inServer)('%s uses the packages of its ring', (file) => {
    const allowed = packages[ringOf(file) ?? '']
    if (allowed) expect(allowed).toEqual(expect.arrayContaining(packagesOf(file)))
  })

  test.each(sources)('%s imports other packages by their names', (file) => {
    const [home] = /^packages\/\w+\/src\//.exec(file) ?? ['?']
    for (const { to } of importsOf(file)) expect(to).toMatch(home)
  })

  test('no import cycle', () => {
    const graph = new Map(sources.map((file) => [file.replace(/\.ts$/, ''), importsOf(file)]))
    const done = new Set<string>()
    const visit = (file: string, trail: string[]): void => {
      expect(trail, `a cycle: ${[...trail, file].join(' → ')}`).not.toContain(file)
      if (done.has(file)) return
      for (const { to, isType } of graph.get(file) ?? []) if (!isType) visit(to, [...trail, file])
      done.add(file)
    }
    for (const file of graph.keys()) visit(file, [])
  })

  test('there are no barrel files except those of packages and the table of operations', () => {
    const barrels = sources.filter((file) => file.endsWith('/index.ts'))
    expect(barrels).toEqual([
      'packages/client/src/index.ts',
      'packages/conformance/src/index.ts',
      'packages/contract/src/index.ts',
      'packages/inbox/src/index.ts',
      'packages/server/src/operations/index.ts',
    ])
  })
})

describe('the rooms', () => {
  // The docs page is not part of the document.
  test.each(
    filesIn(
      'packages/{client,contract,conformance}/test/**/*.test.ts',
      'packages/server/test/{http,model,operations,store,tools}/**/*.test.ts',
      'packages/server/test/start.test.ts',
    ).filter((file) => !file.endsWith('/http/docs.test.ts')),
  )('%s uses the client that validates exchanges against the document', (file) => {
    // A page for a browser in a test uses its own fetch.
    const code = readFileSync(join(root, file), 'utf8').replaceAll(/`[^`]*<script[^`]*`/g, '')
    expect(code.match(/(?<!async )(?<!\w)fetch\(.*/g) ?? []).toEqual([])
  })

  test.each(filesIn('packages/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts'))(
    '%s has at most 400 lines',
    (file) => {
      expect(readFileSync(join(root, file), 'utf8').split('\n').length).toBeLessThanOrEqual(401)
    },
  )

  test.each(filesIn(`${server}/model/**/*.ts`, 'packages/{client,dashboard,inbox}/src/**/*.ts'))(
    '%s does without Node',
    (file) => {
      expect(readFileSync(join(root, file), 'utf8')).not.toMatch(/from 'node:/)
    },
  )

  test.each(filesIn(`${server}/model/**/*.ts`))(
    '%s uses no clock, no random numbers and no async code',
    (file) => {
      expect(readFileSync(join(root, file), 'utf8')).not.toMatch(
        /\b(Date\.now|new Date\(\)|performance\.|Math\.random|crypto\.|process\.|setTimeout|setInterval|fetch\(|await|async)\b/,
      )
    },
  )

  test('only programs read the environment, and only the start of the server and of its thread reads the clock', () => {
    const using = (pattern: RegExp) =>
      sources.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')))
    const readers = using(/\bprocess\.(env|argv)\b/).filter((file) => ringOf(file) !== 'tools')
    const isProgram = (file: string) => /\/(compose\/(main|cli)|commands\/[\w-]+)\.ts$/.test(file)
    expect(readers.filter((file) => !isProgram(file))).toEqual([])
    const clocks = using(/\bDate\.now\b|\bnew Date\(\)/).filter(
      (file) => inServer.includes(file) && !['tools', 'commands'].includes(ringOf(file) ?? ''),
    )
    expect(clocks).toEqual([
      'packages/server/src/compose/start.ts',
      'packages/server/src/compose/webhook-thread.ts',
    ])
  })

  test.each(sources)('%s uses no generic names', (file) => {
    expect(file).not.toMatch(/\b(utils?|helpers?|common|managers?|services?)\b/i)
    const names = readFileSync(join(root, file), 'utf8').matchAll(
      /\b(?:function\*?|class|const|let|interface|type) +(\w+)/g,
    )
    for (const [, name] of names)
      expect(name).not.toMatch(/^(handle|process)[A-Z]|(Util|Helper|Common|Manager|Service)s?$/)
  })

  test.each(sources.filter((file) => ringOf(file) !== 'store'))('%s contains no SQL', (file) => {
    expect(readFileSync(join(root, file), 'utf8')).not.toMatch(
      /\b(SELECT\s[^;]*\sFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\S+\s+SET|CREATE\s+(TABLE|INDEX)|PRAGMA)\s/,
    )
  })

  test.each(filesIn(`${server}/http/**/*.ts`))('%s names no chat noun', (file) => {
    // A user token is part of the protocol, and every error has a message.
    const text = readFileSync(join(root, file), 'utf8').replaceAll(
      /\.message\b|\bmessage[:=,)} .]|\buser('s)? tokens?\b/gi,
      '',
    )
    expect(text).not.toMatch(/\b(conversations?|participants?|messages?)\b|\busers?\b(?!')/i)
  })

  test('the tree in CONTRIBUTING.md names every folder of the workspace, and no other', () => {
    const [, tree = ''] =
      /```\n(spec\/.*?)```/s.exec(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')) ?? []
    const path: string[] = []
    const named = tree.split('\n').flatMap((line) => {
      const [, indent = '', names = ''] = /^( *)((?:[\w./-]+\/ ?)+)/.exec(line) ?? []
      const depth = indent.length / 2
      return names
        .trim()
        .split(' ')
        .map((name) => {
          path.splice(depth, path.length, name)
          return path
            .slice(0, depth + 1)
            .join('')
            .replace(/\/$/, '')
        })
    })
    const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n')
    const holds = /^(?:[\w-]+|packages\/[\w-]+|packages\/server\/src(?:\/store)?\/[\w-]+)$/
    const folders = new Set(
      files.flatMap((file) => {
        const steps = file.split('/').slice(0, -1)
        return steps.map((_, depth) => steps.slice(0, depth + 1).join('/'))
      }),
    )
    const shown = [...folders].filter((folder) => holds.test(folder))
    expect(named.filter((name) => name !== '').sort()).toEqual(shown.sort())
  })
})
