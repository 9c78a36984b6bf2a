import { chmodSync, closeSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { execute } from '@openparley/test-kit/database'
import { quickFolder, temporaryFolder } from '@openparley/test-kit/folder'
import { testServer } from '@openparley/test-kit/server'
import { expect, onTestFinished, test } from 'vitest'
import { findings } from '../src/commands/doctor-checks.ts'
import { startServerWith } from '../src/compose/start.ts'

interface Case {
  environment?: Record<string, string>
  thorough?: boolean
  now?: () => number
}

/** Runs the checks, with a separate folder for settings that no variable names. */
async function checked(folder: string, { environment, thorough = false, now }: Case = {}) {
  const own = {
    DATABASE_URL: `sqlite:${join(folder, 'parley.db')}`,
    FILES_URL: `file:${join(folder, 'files')}`,
    PORT: '1',
  }
  const all = await findings({ ...own, ...environment }, thorough, now)
  return {
    texts: all.map(({ text }) => text),
    faults: all.filter(({ level }) => level !== 'ok').map(({ level, text }) => [level, text]),
    isAdvised: all.every(({ level, advice }) => level === 'ok' || (advice?.length ?? 0) > 20),
  }
}

/** A folder with the database of a server that has stopped. */
async function usedFolder(): Promise<string> {
  const folder = temporaryFolder()
  const server = await testServer({ databaseUrl: `sqlite:${join(folder, 'parley.db')}` })
  await server.call('PUT', '/users/alice', { body: { name: 'Alice' } })
  await server.close()
  return folder
}

test('before the first start, nothing is missing, and nothing is created', async () => {
  const folder = temporaryFolder()
  const { texts, faults } = await checked(folder)
  expect(faults).toEqual([])
  expect(texts).toContain(
    `sqlite:${join(folder, 'parley.db')} does not exist; the first start creates it`,
  )
  expect(statSync(join(folder, 'files'), { throwIfNoEntry: false })).toBeUndefined()
})

test('a running server is healthy, with its database, its files and the clock', async () => {
  const folder = temporaryFolder()
  const databaseUrl = `sqlite:${join(folder, 'parley.db')}`
  const server = await testServer({ databaseUrl, filesUrl: `file:${join(folder, 'files')}` })
  const environment = { PORT: new URL(server.baseUrl).port }
  const { texts, faults } = await checked(folder, { environment, thorough: true })
  expect(faults).toEqual([])
  expect(texts).toEqual(
    expect.arrayContaining([
      `a healthy server listens on ${server.baseUrl}`,
      `file:${join(folder, 'files')} stores files`,
      'the clock agrees with the database',
    ]),
  )
})

test('settings that are not valid or misspelled are named', async () => {
  const folder = temporaryFolder()
  const environment = { HOST: '0.0.0.0', RATE_LIMIT_USRE: '3' }
  const { faults, isAdvised } = await checked(folder, { environment })
  expect(faults).toEqual([
    ['warning', 'RATE_LIMIT_USRE is not a setting'],
    ['warning', 'listens on 0.0.0.0, and TRUST_PROXY is not set'],
  ])
  expect(isAdvised).toBe(true)
  const proxied = { HOST: '0.0.0.0', TRUST_PROXY: 'loopback' }
  expect((await checked(folder, { environment: proxied })).faults).toEqual([
    ['warning', 'listens on 0.0.0.0, and PUBLIC_URL is not set'],
  ])
  expect((await checked(folder, { environment: { PORT: 'none' } })).faults).toEqual([
    ['problem', expect.stringContaining('PORT must be a whole number')],
  ])
})

test('the folder of backups and its disk are checked', async () => {
  const folder = await usedFolder()
  const own = join(folder, 'parley.db-backups')
  expect((await checked(folder)).texts).toContain(
    `${own} does not exist; the first backup creates it`,
  )
  const BACKUPS = temporaryFolder(onTestFinished, quickFolder)
  const { texts, faults } = await checked(folder, { environment: { BACKUPS } })
  expect(faults).toEqual([])
  expect(texts).toContain(`${BACKUPS} takes backups`)
  const disks = new Set([folder, BACKUPS].map((path) => statSync(path).dev))
  expect(texts.filter((text) => text.includes('are free on the disk of'))).toHaveLength(disks.size)
  const off = await checked(folder, { environment: { BACKUPS: 'off' } })
  expect(off.texts.join()).not.toContain('backup')
})

test('a folder of backups that is a file, or whose parent is a file, is a problem', async () => {
  const folder = await usedFolder()
  const file = join(folder, 'backups')
  writeFileSync(file, '')
  const { faults, isAdvised } = await checked(folder, { environment: { BACKUPS: file } })
  expect(faults).toEqual([['problem', `no backup can be made: ${file} is not a folder`]])
  expect(isAdvised).toBe(true)
  const within = join(file, 'daily')
  expect((await checked(folder, { environment: { BACKUPS: within } })).faults).toEqual([
    ['problem', `${within} does not exist, and ${file} is not a folder`],
  ])
})

test('the port of the metrics is checked', async () => {
  const folder = temporaryFolder()
  const databaseUrl = `sqlite:${join(folder, 'parley.db')}`
  const server = await startServerWith({ databaseUrl, metricsPort: 0, dashboard: false }, {})
  onTestFinished(() => server.close())
  const { port } = new URL(server.metricsUrl ?? '')
  const check = (environment: Record<string, string>) => checked(folder, { environment })
  const served = await check({ METRICS_PORT: port })
  expect(served.faults).toEqual([])
  expect(served.texts).toContain(`metrics are served on ${server.metricsUrl}`)
  expect((await check({ METRICS_PORT: '2' })).texts).toContain(
    'nothing listens on http://127.0.0.1:2/metrics',
  )
  // The API's port serves no metrics.
  const { port: api } = new URL(server.baseUrl)
  expect((await check({ METRICS_PORT: api })).faults).toEqual([
    ['problem', `${server.baseUrl}/metrics returns 404`],
  ])
  const { faults, isAdvised } = await check({ METRICS_PORT: '1' })
  expect(faults).toEqual([['problem', 'PORT and METRICS_PORT are both 1']])
  expect(isAdvised).toBe(true)
})

test('metrics that everyone reaches, or that no port serves, are a warning', async () => {
  const open = { HOST: '0.0.0.0', TRUST_PROXY: 'loopback', PUBLIC_URL: 'https://chat.example' }
  const check = async (environment: Record<string, string>) =>
    (await checked(temporaryFolder(), { environment })).faults
  expect(await check({ ...open, METRICS_PORT: '2' })).toEqual([
    ['warning', 'the metrics listen on 0.0.0.0, and METRICS_HOST is not set'],
  ])
  expect(await check({ ...open, METRICS_PORT: '2', METRICS_HOST: '127.0.0.1' })).toEqual([])
  expect(await check({ METRICS_HOST: '127.0.0.1', METRICS_PROT: '2' })).toEqual([
    ['warning', 'METRICS_PROT is not a setting'],
    ['warning', 'METRICS_HOST is set, and METRICS_PORT is not'],
  ])
})

test('more connections than open files are a warning', async () => {
  const environment = { MAX_CONNECTIONS: '1000000' }
  const { faults } = await checked(temporaryFolder(), { environment })
  expect(faults).toEqual([['warning', expect.stringMatching(/MAX_CONNECTIONS is 1000000$/)]])
})

test('a damaged database is a problem: the header at once, a page with --thorough', async () => {
  const folder = await usedFolder()
  const file = join(folder, 'parley.db')
  const descriptor = openSync(file, 'r+')
  writeSync(descriptor, Buffer.alloc(4096, 'x'), 0, 4096, 5 * 4096)
  closeSync(descriptor)
  const { faults } = await checked(folder, { thorough: true })
  expect(faults).toEqual([['problem', expect.stringContaining('is damaged:')]])
  writeFileSync(file, 'not a database')
  expect((await checked(folder)).faults).toEqual([
    ['problem', expect.stringContaining('cannot be opened')],
  ])
})

test('a newer schema is a problem, an older schema is a warning', async () => {
  const folder = await usedFolder()
  const run = (sql: string) => execute(`sqlite:${join(folder, 'parley.db')}`, sql)
  await run('INSERT INTO schema_version VALUES (10000)')
  expect((await checked(folder)).faults).toEqual([
    ['problem', expect.stringContaining('has schema 10000, and this program supports none above')],
  ])
  await run('DELETE FROM schema_version WHERE version > 3')
  expect((await checked(folder)).faults).toEqual([
    ['warning', expect.stringContaining('has schema 3; the next start migrates it')],
  ])
})

test('a file that everyone can read is a warning, and a clock behind the newest event a problem', async () => {
  const folder = await usedFolder()
  chmodSync(join(folder, 'parley.db'), 0o644)
  const now = () => Date.now() - 60_000
  const { faults } = await checked(folder, { now })
  expect(faults).toEqual([
    ['warning', `everyone can read ${join(folder, 'parley.db')}`],
    ['problem', expect.stringMatching(/^the clock is \d+ seconds behind the newest event$/)],
  ])
})

test('a folder of files that is not a folder, and a database that cannot be reached, are problems', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'files'), '')
  const environment = { DATABASE_URL: 'postgres://parley:secret@127.0.0.1:1/parley' }
  const { faults, texts, isAdvised } = await checked(folder, { environment })
  expect(faults).toEqual([
    ['problem', 'PostgreSQL cannot be reached at 127.0.0.1:1: ECONNREFUSED.'],
    ['problem', expect.stringContaining(`file:${join(folder, 'files')}: `)],
  ])
  expect(isAdvised).toBe(true)
  expect(texts.join()).not.toContain('secret')
})
