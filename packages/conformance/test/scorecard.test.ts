import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Exchange } from '@openparley/contract'
import { contract } from '@openparley/test-kit/contract'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { expect, test } from 'vitest'
import {
  readExample,
  staleExamples,
  writeExample,
} from '../../../scripts/contract/example-files.ts'
import { realScore, realTraffic } from '../../../scripts/contract/exchanges.ts'
import { recordedExamples, responseExamples } from '../../../scripts/contract/recording.ts'
import { scorecard } from '../../../scripts/contract/scorecard.ts'
import { between } from '../../../scripts/markers.ts'
import { mutationReport, mutationScore, responseFaults } from '../src/index.ts'

// In one file, because the figures in the README need the traffic, the score and the recording.

const folder = join(import.meta.dirname, '../../../spec/components/examples')

test('at least 99 % of the faults injected into real responses of every operation and status, and into deliveries of every event, are found', async () => {
  const { exchanges, deliveries } = await realTraffic()
  for (const exchange of exchanges) expect(contract.conforms(exchange).violations).toEqual([])
  for (const delivery of deliveries)
    expect(contract.conformsDelivery(delivery).violations).toEqual([])
  const score = await realScore()
  const { faults, killed, operations, survivors } = score
  expect(survivors.slice(0, 10)).toEqual([])
  expect(killed / faults).toBeGreaterThanOrEqual(0.99)
  const all = [...contract.operations, ...contract.webhooks].map(({ id }) => id)
  expect([...operations.keys()].sort()).toEqual(all.sort())
  for (const [id, tally] of operations) {
    expect(tally.faults, id).toBeGreaterThan(50)
    expect(tally.killed / tally.faults, id).toBeGreaterThanOrEqual(0.99)
  }
  expect(mutationReport(score)).toMatch(new RegExp(`^all +${faults} +${killed} +100\\.00 %$`, 'm'))
  const answered = exchanges.map(({ request, response }) => {
    const { match } = contract.route(request.method, request.url)
    return `${match?.operation.id} ${response.status}`
  })
  const documented = contract.operations.flatMap(({ id, responses }) =>
    [...responses.keys()].map((status) => `${id} ${status}`),
  )
  expect([...new Set(answered)].sort()).toEqual(documented.sort())
})

test('an undetected fault is reported with its operation', async () => {
  const exchanges = (await realTraffic()).exchanges.filter(
    ({ request, response }) => response.status === 200 && /\/users(\/[^/]+)?$/.test(request.url),
  )
  const blind = {
    ...contract,
    conforms: (exchange: Exchange) => {
      const verdict = contract.conforms(exchange)
      return verdict.operation?.id === 'getUser' ? { ...verdict, violations: [] } : verdict
    },
  }
  const { operations, survivors, faults, killed } = mutationScore(blind, exchanges)
  expect(operations.get('getUser')?.killed).toBe(0)
  expect(faults - killed).toBe(operations.get('getUser')?.faults)
  expect(survivors).toContain('getUser 200: /name left out')
})

test('leaving out a header is a fault if the document requires it, a malformed header always is', async () => {
  const exchange = (await realTraffic()).exchanges.find(({ response }) => response.status === 429)
  if (!exchange) throw new Error('No call was refused for its rate')
  const names = responseFaults(contract, exchange).map(({ name }) => name)
  expect(names.filter((name) => name.includes(' header ')).sort()).toEqual([
    'no header Retry-After',
    'the header RateLimit without sense',
    'the header RateLimit-Policy without sense',
    'the header Retry-After without sense',
  ])
})

test('every response example is what a real server returns', async () => {
  const recorded = await recordedExamples()
  expect([...staleExamples(folder, recorded).values()].join('\n')).toBe('')
  const unrecorded = [...responseExamples()].filter(([name]) => !recorded.has(name))
  expect(unrecorded).toEqual([])
})

test('an outdated example is reported with a diff, until it is recorded again', () => {
  const copy = temporaryFolder()
  cpSync(folder, copy, { recursive: true })
  const before = readExample(folder, 'UserSnapshotAlice') as Record<string, unknown>
  const recorded = new Map([['UserSnapshotAlice', { ...before, name: 'Alicia' }]])
  const [diff = ''] = staleExamples(copy, recorded).values()
  expect(diff).toMatch(/^recorded \(\+\), in the file \(-\):\n/)
  expect(diff).toMatch(/^\+ +name: 'Alicia'/m)
  expect(diff).toMatch(/^- +name: 'Alice'/m)
  writeExample(copy, 'UserSnapshotAlice', recorded.get('UserSnapshotAlice'))
  expect(staleExamples(copy, recorded).size).toBe(0)
})

test('the figures in the README are those of the document and its tests', async () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8')
  expect(between('scorecard', readme, await scorecard())).toBe(readme)
})
