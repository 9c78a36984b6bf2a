import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** What each ring may import, by folder. Files directly in `src`, and `commands`, compose the rest: all. */
const rings: Record<string, string[]> = {
  model: ['generated'],
  store: ['model'],
  feed: ['store', 'model'],
  operations: ['generated', 'store', 'feed', 'model'],
  http: ['generated', 'operations/operation'],
  client: ['generated', 'model/apply'],
  tools: ['generated', 'client'],
  contract: [],
  conformance: ['contract'],
}

/** The packages that a ring may use, where it is to do with few. */
const packages: Record<string, string[]> = {
  model: [],
  store: ['pg'],
  feed: [],
  operations: [],
  client: ['openapi-fetch'],
}

const filesIn = (...patterns: string[]) =>
  globSync(patterns, { cwd: root, exclude: (name) => /node_modules|generated/.test(name) }).sort()

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
      /(?:from|import\(?) ?['"]([^.'"][^'"]*)['"]/g,
    ),
  ]
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('node:'))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'))

const sources = filesIn('src/**/*.ts')
const ringOf = (path: string) => /^src\/(?!commands\/)(\w+)\//.exec(path)?.[1]

describe('the rings', () => {
  test.each(sources.filter((file) => ringOf(file)))('%s imports only inward', (file) => {
    const ring = ringOf(file) ?? ''
    const allowed = rings[ring]
    expect(allowed, `the ring ${ring} is in the table`).toBeDefined()
    for (const { to, isType } of importsOf(file)) {
      const from = to.replace(/^src\//, '')
      const fits = [ring, ...(allowed ?? [])].some(
        (place) => from === place || from.startsWith(`${place}/`),
      )
      expect(fits, `${file} imports ${to}`).toBe(true)
      if (ring === 'http' && from.startsWith('operations/'))
        expect(isType, `${file} takes only types from ${to}`).toBe(true)
    }
  })

  test.each(sources.filter((file) => ringOf(file) === 'model'))(
    '%s takes only types from generated',
    (file) => {
      const generated = importsOf(file).filter(({ to }) => to.startsWith('generated/'))
      expect(generated.filter(({ isType }) => !isType)).toEqual([])
    },
  )

  test.each(sources.filter((file) => ringOf(file)))('%s uses the packages of its ring', (file) => {
    const allowed = packages[ringOf(file) ?? '']
    if (allowed) expect(allowed).toEqual(expect.arrayContaining(packagesOf(file)))
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

  test('no barrels but the client, the contract kit and the table of operations', () => {
    const barrels = sources.filter((file) => file.endsWith('/index.ts'))
    expect(barrels).toEqual([
      'src/client/index.ts',
      'src/conformance/index.ts',
      'src/contract/index.ts',
      'src/operations/index.ts',
    ])
  })
})

describe('the rooms', () => {
  test.each(
    filesIn(
      'test/{client,contract,http,model,operations,store,tools}/**/*.test.ts',
      'test/start.test.ts',
    ),
  )('%s sends through the client that holds exchanges against the document', (file) => {
    // A page that a test gives to a browser has a fetch of its own.
    const code = readFileSync(join(root, file), 'utf8').replaceAll(/`[^`]*<script[^`]*`/g, '')
    expect(code.match(/(?<!async )(?<!\w)fetch\(.*/g) ?? []).toEqual([])
  })

  test.each(filesIn('src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts'))(
    '%s has at most 400 lines',
    (file) => {
      expect(readFileSync(join(root, file), 'utf8').split('\n').length).toBeLessThanOrEqual(401)
    },
  )

  test.each(filesIn('src/model/**/*.ts', 'src/client/**/*.ts'))('%s does without Node', (file) => {
    expect(readFileSync(join(root, file), 'utf8')).not.toMatch(/from 'node:/)
  })

  test.each(filesIn('src/model/**/*.ts'))(
    '%s has no clock, no chance and nothing to wait for',
    (file) => {
      expect(readFileSync(join(root, file), 'utf8')).not.toMatch(
        /\b(Date\.now|new Date\(\)|performance\.|Math\.random|crypto\.|process\.|setTimeout|setInterval|fetch\(|await|async)\b/,
      )
    },
  )

  test('the environment is read by programs alone, and the clock is taken in where the server starts', () => {
    const using = (pattern: RegExp) =>
      sources.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')))
    const readers = using(/\bprocess\.(env|argv)\b/).filter((file) => ringOf(file) !== 'tools')
    const isProgram = (file: string) => /^src\/(main|cli|commands\/[\w-]+)\.ts$/.test(file)
    expect(readers.filter((file) => !isProgram(file))).toEqual([])
    const clocks = using(/\bDate\.now\b|\bnew Date\(\)/).filter(
      (file) => !['client', 'conformance', 'tools'].includes(ringOf(file) ?? ''),
    )
    expect(clocks).toEqual(['src/start.ts'])
  })

  test.each(sources)('%s has names of the field', (file) => {
    expect(file).not.toMatch(/\b(utils?|helpers?|common|managers?|services?)\b/i)
    const names = readFileSync(join(root, file), 'utf8').matchAll(
      /\b(?:function\*?|class|const|let|interface|type) +(\w+)/g,
    )
    for (const [, name] of names)
      expect(name).not.toMatch(/^(handle|process)[A-Z]|(Util|Helper|Common|Manager|Service)s?$/)
  })

  test.each(sources.filter((file) => ringOf(file) !== 'store'))('%s holds no SQL', (file) => {
    expect(readFileSync(join(root, file), 'utf8')).not.toMatch(
      /\b(SELECT\s[^;]*\sFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\S+\s+SET|CREATE\s+(TABLE|INDEX)|PRAGMA)\s/,
    )
  })

  test.each(filesIn('src/http/**/*.ts'))('%s names no chat noun', (file) => {
    const text = readFileSync(join(root, file), 'utf8').replaceAll(
      /\.message\b|\bmessage[:=,)} ]/g,
      '',
    )
    expect(text).not.toMatch(/\b(conversations?|participants?|messages?)\b|\busers?\b(?!')/i)
  })
})
