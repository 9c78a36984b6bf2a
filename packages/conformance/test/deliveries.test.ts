import { createContract, type Delivery, type OpenApiDocument } from '@openparley/contract'
import type { SentRequest } from '@openparley/contract/internal/exchange'
import { expect, test } from 'vitest'
import { coverageOf, createObserver, mutationScore } from '../src/index.ts'

/** Two webhooks that share a schema. */
const document: OpenApiDocument = {
  paths: {},
  webhooks: Object.fromEntries(
    ['pet.born', 'pet.died'].map((type) => [
      type,
      {
        post: {
          parameters: [{ name: 'webhook-id', in: 'header', schema: { type: 'string' } }],
          requestBody: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['type', 'pet'],
                  properties: {
                    type: { const: type },
                    pet: { $ref: '#/components/schemas/Pet' },
                  },
                },
              },
            },
          },
          responses: { '2XX': {}, 410: {} },
        },
      },
    ]),
  ),
  components: {
    schemas: {
      Pet: {
        type: 'object',
        required: ['name', 'owner'],
        properties: { name: { type: 'string' }, owner: { type: ['string', 'null'] } },
      },
    },
  },
}

const pets = createContract(document)

function delivery(event: string, owner: string | null, status: number): Delivery {
  const value = { type: event, pet: { name: 'Rex', owner } }
  const request: SentRequest = {
    method: 'POST',
    url: 'http://host/',
    headers: new Headers({ 'content-type': 'application/json', 'webhook-id': 'evt_1' }),
    body: JSON.stringify(value),
  }
  const { violations } = pets.conformsDelivery(request)
  return {
    ...{ event, request, value, status, violations },
    rawBody: new Uint8Array(),
    id: 'evt_1',
    receivedAt: 0,
  }
}

test('fields count as delivered for each event separately and only with a value, and replies by their class', () => {
  const observer = createObserver(pets)
  const facts = new Set(
    [delivery('pet.born', 'Alice', 204), delivery('pet.died', null, 410)].flatMap((one) =>
      observer.delivery(one),
    ),
  )
  const { gaps, counts } = coverageOf(document, facts)
  expect(gaps.map(({ kind, what }) => `${kind}: ${what}`)).toEqual([
    'event never delivered: pet.born 410',
    'event never delivered: pet.died 2XX',
    'field of an event never delivered: pet.died /components/schemas/Pet/properties/owner',
  ])
  expect(counts.get('field of an event never delivered')).toEqual({ met: 9, of: 10 })
})

test('a delivery with a violation adds nothing to the coverage', () => {
  const wrong = delivery('pet.born', 7 as never, 204)
  expect(wrong.violations).toHaveLength(1)
  expect(createObserver(pets).delivery(wrong)).toEqual([])
})

test('a fault in a delivery that is not found is reported with its event', () => {
  const blind: typeof pets = {
    ...pets,
    conformsDelivery: (...given) => ({ ...pets.conformsDelivery(...given), violations: [] }),
  }
  const { request } = delivery('pet.born', null, 204)
  expect(mutationScore(blind, [], [request]).survivors).toEqual(
    expect.arrayContaining(['pet.born: /pet/name left out', 'pet.born: the method PUT']),
  )
})
