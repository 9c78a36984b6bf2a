import { expect, test } from 'vitest'
import { realExchanges } from '../../scripts/contract/exchanges.ts'
import { mutationScore } from '../../src/contract/index.ts'
import { contract } from '../helpers/contract.ts'

test('at least 99 % of the faults put into real answers of every operation and status are found', async () => {
  const exchanges = await realExchanges()
  for (const exchange of exchanges) expect(contract.conforms(exchange).violations).toEqual([])
  const { faults, killed, survivors } = mutationScore(contract, exchanges)
  expect(survivors.slice(0, 10)).toEqual([])
  expect(killed / faults).toBeGreaterThanOrEqual(0.99)
  const answered = exchanges.map(({ request, response }) => {
    const { match } = contract.route(request.method, request.url)
    return `${match?.operation.id} ${response.status}`
  })
  const documented = contract.operations.flatMap(({ id, responses }) =>
    [...responses.keys()].map((status) => `${id} ${status}`),
  )
  expect([...new Set(answered)].sort()).toEqual(documented.sort())
})
