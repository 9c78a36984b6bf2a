import type { Contract } from '@openparley/contract/internal/conforms'
import type { Exchange, SentRequest } from '@openparley/contract/internal/exchange'
import { checkExchange } from './batch.ts'
import { deliveryFaults } from './delivery-faults.ts'
import { responseFaults } from './response-faults.ts'

export interface Tally {
  faults: number
  /** Faults that were found. */
  killed: number
}

export interface MutationScore extends Tally {
  /** By operationId: the operations in the order of the document, then the webhooks that had deliveries. */
  operations: Map<string, Tally>
  /** The operation, status and kind of each fault that was not found. */
  survivors: string[]
}

/** Counts how many of the faults injected into responses, and into deliveries of webhooks, the contract finds. */
export function mutationScore(
  contract: Contract,
  exchanges: Exchange[],
  deliveries: SentRequest[] = [],
): MutationScore {
  const survivors: string[] = []
  const operations = new Map(contract.operations.map(({ id }) => [id, { faults: 0, killed: 0 }]))
  const count = (id: string, isFound: boolean, fault: string) => {
    const tally = operations.get(id) ?? { faults: 0, killed: 0 }
    operations.set(id, tally)
    tally.faults += 1
    if (isFound) tally.killed += 1
    else survivors.push(fault)
  }
  for (const exchange of exchanges) {
    const { request, response } = exchange
    const id = contract.route(request.method, request.url).match?.operation.id
    if (id === undefined) throw new Error(`The document has no ${request.method} ${request.url}`)
    const { requestFaults } = checkExchange(contract, exchange)
    for (const { name, exchange: faulty } of responseFaults(contract, exchange)) {
      const { violations } = checkExchange(contract, faulty, requestFaults)
      count(id, violations.length > 0, `${id} ${response.status}: ${name}`)
    }
  }
  for (const delivery of deliveries) {
    const { webhook } = contract.conformsDelivery(delivery)
    if (!webhook) throw new Error(`The document has no event of ${delivery.body}`)
    for (const { name, request } of deliveryFaults(contract, webhook, delivery)) {
      const { violations } = contract.conformsDelivery(request, webhook.name)
      count(webhook.id, violations.length > 0, `${webhook.id}: ${name}`)
    }
  }
  const sum = (of: keyof Tally) =>
    [...operations.values()].reduce((total, tally) => total + tally[of], 0)
  return { faults: sum('faults'), killed: sum('killed'), operations, survivors }
}

/** The score as text, by operation. */
export function mutationReport({ operations, survivors, ...all }: MutationScore): string {
  const rows = [...operations, ['all', all] as const]
  const width = Math.max(...rows.map(([name]) => name.length))
  const line = (name: string, ...cells: string[]) =>
    `${name.padEnd(width)}${cells.map((cell) => cell.padStart(9)).join('')}`.trimEnd()
  return [
    line('', 'faults', 'found', ''),
    ...rows.map(([name, { faults, killed }]) =>
      line(name, `${faults}`, `${killed}`, `${((100 * killed) / faults).toFixed(2)} %`),
    ),
    ...survivors.map((survivor) => `not found: ${survivor}`),
  ].join('\n')
}
