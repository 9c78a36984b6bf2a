import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { root, startProgram } from '@openparley/test-kit/program'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { cacheFolder } from '../src/compose/compile-cache.ts'

const cli = 'packages/server/src/compose/cli.ts'
const environment = { PORT: '0', HOST: undefined, APP_ID: undefined, SECRET_KEY: undefined }

/** The built command in a separate package, so that any version of Node can run it. */
function builtCommand(): string {
  const folder = join(temporaryFolder(), 'node_modules/openparley')
  const file = join(folder, 'dist/compose/cli.js')
  mkdirSync(dirname(file), { recursive: true })
  const manifest = readFileSync(join(root, 'packages/server/package.json'), 'utf8')
  writeFileSync(join(folder, 'package.json'), manifest)
  const { outputText } = ts.transpileModule(readFileSync(join(root, cli), 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  writeFileSync(file, outputText)
  return file
}

/** The installations of Node on the PATH, by version. */
const nodes = [...new Set(process.env.PATH?.split(delimiter))]
  .map((folder) => join(folder, 'node'))
  .filter((file) => existsSync(file))
  .map((file) => [execFileSync(file, ['--version'], { encoding: 'utf8' }).trim(), file] as const)
const oldNodes = nodes.filter(([version]) => Number(/^v(\d+)/.exec(version)?.[1]) < 24)

const needed = /^Parley needs Node 24\.\d+\.\d+ or newer; this is Node (\S+)\. Get it from .*\n$/

describe('on a Node that is too old, the command prints which version it needs, and how to get it', () => {
  test('by its version', async () => {
    const old = `Object.defineProperty(process.versions, "node", { value: "20.9.0" })`
    const program = startProgram(
      `exec node --import 'data:text/javascript,${old}' ${builtCommand()} serve`,
    )
    expect(await program.exit).toBe(1)
    expect(program.stderr).toMatch(needed)
    expect(needed.exec(program.stderr)?.[1]).toBe('20.9.0')
  })

  test('before it imports anything that Node 18 lacks', () => {
    const imports = readFileSync(join(root, cli), 'utf8').match(/^import .*/gm)
    expect(imports).toEqual(["import module from 'node:module'"])
  })

  test.runIf(oldNodes.length > 0)('on a real old Node, if there is one', async () => {
    for (const [version, node] of oldNodes) {
      const program = startProgram(`exec ${node} ${builtCommand()} serve`)
      expect(await program.exit).toBe(1)
      expect(program.stderr).toMatch(needed)
      expect(`v${needed.exec(program.stderr)?.[1]}`).toBe(version)
    }
  })
})

describe('the folder of compiled code', () => {
  const home = () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o755)
    return folder
  }

  test('belongs to the user, and others cannot open it', () => {
    const base = home()
    const folder = cacheFolder({ XDG_CACHE_HOME: base })
    expect(folder).toBe(join(base, 'parley/compiled'))
    for (const path of [join(base, 'parley'), folder ?? ''])
      expect(statSync(path).mode & 0o777).toBe(0o700)
    expect(cacheFolder({ XDG_CACHE_HOME: base })).toBe(folder)
  })

  test.each(['parley', 'parley/compiled'])('is undefined if others may write to %s', (path) => {
    const base = home()
    const folder = cacheFolder({ XDG_CACHE_HOME: base })
    expect(folder).toBeDefined()
    chmodSync(join(base, path), 0o770)
    expect(cacheFolder({ XDG_CACHE_HOME: base })).toBeUndefined()
  })

  test('is undefined if others can replace it, or if it cannot be created', () => {
    const base = home()
    chmodSync(base, 0o777)
    expect(cacheFolder({ XDG_CACHE_HOME: base })).toBeUndefined()
    chmodSync(base, 0o1777)
    expect(cacheFolder({ XDG_CACHE_HOME: base })).toBeDefined()
    expect(cacheFolder({ XDG_CACHE_HOME: '/dev/null' })).toBeUndefined()
  })

  test('is used instead of the shared temporary folder', async () => {
    const [TMPDIR, XDG_CACHE_HOME] = [temporaryFolder(), home()]
    const program = startProgram(`exec node --conditions=source ${cli} --version`, {
      env: { TMPDIR, XDG_CACHE_HOME, NODE_COMPILE_CACHE: undefined },
    })
    expect(await program.exit).toBe(0)
    expect(existsSync(join(XDG_CACHE_HOME, 'parley/compiled'))).toBe(true)
    expect(existsSync(join(TMPDIR, 'node-compile-cache'))).toBe(false)
    expect(tmpdir()).not.toBe(TMPDIR)
  })
})

describe('`npm start`', () => {
  test('accepts the options of serve, creates the app demo, and prints its key once', async () => {
    const env = { ...environment, DATABASE_URL: `sqlite:${join(temporaryFolder(), 'chat.db')}` }
    const words = 'npm start --silent -- --port 0 --log-level silent'
    const first = startProgram(words, { env: { ...env, PORT: 'none' } })
    await first.printed(/Parley listens on http:\S+/)
    const [, key] = await first.printed(/^ {2}key {3}(sk_demo_\w{32})$/m)
    await first.printed(/npm run openparley -- token --app demo --user alice/)
    expect(first.stdout).toMatch(/^ {2}dash {2}http:\S+\/dashboard#code=[\w-]{20,}$/m)
    first.kill('SIGINT')
    await first.exit
    const second = startProgram(words, { env })
    await second.printed(/^ {2}key {3}printed by: npm run openparley -- apps show demo --keys$/m)
    expect(second.stdout).not.toContain(key)
    // Its output is no terminal, so it may end up in a log.
    await second.printed(/dashboard \(`npm run openparley -- dashboard` prints a link/)
    expect(second.stdout).not.toContain('#code=')
    second.kill('SIGINT')
    await second.exit
  })

  test('prints help', async () => {
    const program = startProgram('npm start --silent -- --help')
    expect(await program.exit).toBe(0)
    expect(program.stdout).toContain('--port <number>')
  })
})

test('the banner lists the existing apps without keys, and no demo app is created', async () => {
  const env = { ...environment, DATABASE_URL: `sqlite:${join(temporaryFolder(), 'chat.db')}` }
  const run = (words: string) =>
    startProgram(`exec node --conditions=source ${cli} ${words}`, { env })
  const keys: string[] = []
  for (const id of ['shop', 'bakery']) {
    const program = run(`apps create ${id} --json`)
    expect(await program.exit, program.stderr).toBe(0)
    keys.push(JSON.parse(program.stdout).secretKey)
  }
  const server = run('serve')
  await server.printed(/token --app bakery --user alice/)
  expect(server.stdout).toContain('  apps  bakery, shop\n')
  expect(server.stdout).not.toContain('demo')
  for (const key of keys) expect(server.stdout).not.toContain(key)
})

test('an app is rotated, revoked and deleted by commands, the last only with --yes', async () => {
  const DATABASE_URL = `sqlite:${join(temporaryFolder(), 'chat.db')}`
  const run = async (words: string) => {
    const program = startProgram(`exec node --conditions=source ${cli} apps ${words}`, {
      env: { ...environment, DATABASE_URL },
    })
    const code = await program.exit
    return { code, stdout: program.stdout, stderr: program.stderr }
  }
  const created = JSON.parse((await run('create shop --json')).stdout)
  const rotated = JSON.parse((await run('rotate-key shop --overlap 1h --json')).stdout)
  expect(rotated.secretKey).not.toBe(created.secretKey)
  expect(rotated.keys).toMatchObject([
    { secretKey: rotated.secretKey, expiresAt: null },
    { secretKey: created.secretKey, expiresAt: expect.any(Number) },
  ])
  expect((await run('show shop')).stdout).not.toContain(rotated.secretKey)
  const [current] = rotated.keys
  expect((await run(`revoke-key shop ${current.prefix}`)).stderr).toContain('Rotate it instead')
  const prefix = rotated.keys[1].prefix
  const revoked = JSON.parse((await run(`revoke-key shop ${prefix} --json`)).stdout)
  expect(revoked.keys).toMatchObject([{ prefix: rotated.keys[0].prefix }])
  const asked = await run('delete shop')
  expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining('Confirm it with --yes') })
  expect((await run('delete shop --yes')).code).toBe(0)
  expect((await run('show shop')).stderr).toContain('There is no app "shop"')
  expect((await run('create shop')).stderr).toContain('is being deleted')
})

test('a command prints no error if its output is not read to the end', async () => {
  const program = startProgram(
    `{ node --conditions=source ${cli} serve --help; echo "code $?" >&2; } | true`,
  )
  await program.exit
  expect(program.stderr).toBe('code 0\n')
})
