import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '@openparley/test-kit/free-port'
import { installIn, startCommand } from '@openparley/test-kit/installed'
import { root } from '@openparley/test-kit/program'
import { describe, expect, inject, test } from 'vitest'
import { parse } from 'yaml'
import { settings } from '../../packages/server/src/compose/settings.ts'

const read = (name: string) => readFileSync(join(root, name), 'utf8')

interface Instruction {
  name: string
  text: string
}

/** The instructions of the image that is run, without the stage that builds the packages. */
function finalStage(): Instruction[] {
  const lines = read('Dockerfile')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
  const instructions = lines.flatMap((line) => {
    const [, name = '', text = ''] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? []
    return name ? [{ name, text: text.replaceAll(/\s+/g, ' ') }] : []
  })
  return instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'))
}

const stage = finalStage()
const textsOf = (wanted: string) =>
  stage.flatMap(({ name, text }) => (name === wanted ? [text] : []))
const [healthcheck = ''] = textsOf('HEALTHCHECK')

/** Runs the programs of the image in a folder that replaces its file system. */
function imageIn(folder: string, port: number) {
  for (const name of ['app', 'data']) mkdirSync(join(folder, name))
  const moved = (text: string) => text.replaceAll(/(?<![\w.])\/(app|data)\b/g, `${folder}/$1`)
  const cwd = join(folder, 'app')
  const [install = ''] = textsOf('RUN')
  const command = install
    .replaceAll(/--mount=\S+ /g, '')
    .replace('/packed/*.tgz', inject('tarballs'))
  installIn(cwd, command)
  const { PATH = '' } = inject('outside')
  const pairs = textsOf('ENV').flatMap((text) =>
    text.split(' ').map((pair) => pair.split('=') as [string, string]),
  )
  const variables = Object.fromEntries(
    pairs.map(([name, value]) => [name, moved(value).replace('$PATH', PATH)]),
  )
  const env = { ...variables, HOST: '127.0.0.1', PORT: String(port), HOME: '/nonexistent' }
  const words = [...textsOf('ENTRYPOINT'), ...textsOf('CMD')].flatMap((text) => JSON.parse(text))
  const [, , ...check] = JSON.parse(healthcheck.replace(/^.*? CMD /, '')) as string[]
  return {
    start: () => startCommand(`exec ${words.join(' ')}`, { cwd, env }),
    health: () =>
      spawnSync(process.execPath, ['-e', ...check], { env: { ...process.env, ...env } }).status,
    contents: () => globSync('**', { cwd }).length,
    variables,
  }
}

describe('the Dockerfile', () => {
  test('the steps, in an empty folder, start a server that is healthy until it is stopped', async () => {
    const folder = mkdtempSync(join(inject('installed'), '../image-'))
    const port = await freePort()
    const image = imageIn(folder, port)
    const before = image.contents()
    const server = image.start()
    await server.printed(/listens on/)
    expect(image.health()).toBe(0)
    server.kill('SIGTERM')
    expect(await server.exit).toBe(0)
    expect(image.health()).toBe(1)
    // The root file system may be read-only.
    expect(image.contents()).toBe(before)
    expect(globSync('*', { cwd: join(folder, 'data') }).sort()).toContain('parley.db')
    expect(image.variables).toMatchObject({ HOST: '0.0.0.0', PORT: '8080' })
  })

  test('runs as a user without privileges, on the version of Node that the package needs', () => {
    const { engines } = JSON.parse(read('packages/server/package.json'))
    const [base = ''] = textsOf('FROM')
    expect(engines.node).toContain(`>=${/^node:(\d+)-/.exec(base)?.[1]}.`)
    expect(textsOf('USER')).toEqual(['1000:1000'])
  })
})

const variables = Object.values(settings).map(({ variable }) => variable)

describe('compose.yaml', () => {
  const { services } = parse(read('compose.yaml'))

  test('sets only variables that the server reads', () => {
    expect(variables).toEqual(expect.arrayContaining(Object.keys(services.parley.environment)))
  })

  test('has no default for a secret, and no writable file system but the volume', () => {
    const { environment, read_only, volumes } = services.parley
    expect(read_only).toBe(true)
    expect(volumes).toEqual(['files:/data'])
    for (const name of ['SECRET_KEY', 'DATABASE_URL']) expect(environment[name]).toContain(':?')
    expect(services.db.environment.POSTGRES_PASSWORD).toContain(':?')
  })
})

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0
if (!hasSystemd) console.log('systemd-analyze is not on the PATH: the unit is not verified.')

describe('deploy/parley.service', () => {
  const unit = read('deploy/parley.service')

  test('sets only variables that the server reads', () => {
    const lines = unit.match(/(?<=^Environment=).+$/gm) ?? []
    const names = lines.flatMap((line) => line.split(' ').map((pair) => pair.split('=')[0]))
    const known = [...variables, 'NODE_ENV', 'XDG_CACHE_HOME']
    expect(names.length).toBeGreaterThan(3)
    expect(known).toEqual(expect.arrayContaining(names))
  })

  test.skipIf(!hasSystemd)('systemd accepts it (needs systemd-analyze)', () => {
    const folder = mkdtempSync(join(inject('installed'), '../unit-'))
    const file = join(folder, 'parley.service')
    writeFileSync(file, unit.replace(/(?<=^ExecStart=)\S+/m, process.execPath))
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})
