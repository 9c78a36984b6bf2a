import type { Contract } from '@openparley/contract/internal/conforms'
import {
  bodyPointer,
  resolve,
  type Schema,
  type WebhookOperation,
} from '@openparley/contract/internal/document'
import { parsed, type SentRequest } from '@openparley/contract/internal/exchange'
import { valueFaults } from './value-faults.ts'

/** A delivery with one fault. */
export interface FaultyDelivery {
  name: string
  request: SentRequest
}

/** Copies of a delivery of the webhook with one fault each. The contract must find all of the faults. */
export function deliveryFaults(
  contract: Contract,
  webhook: WebhookOperation,
  delivery: SentRequest,
): FaultyDelivery[] {
  const faulty = new Map<string, FaultyDelivery>()
  const add = (name: string, changes: Partial<SentRequest>) => {
    if (!faulty.has(name)) faulty.set(name, { name, request: { ...delivery, ...changes } })
  }
  const withHeader = (name: string, value: string | null) => {
    const headers = new Headers(delivery.headers)
    if (value === null) headers.delete(name)
    else headers.set(name, value)
    return { headers }
  }

  for (const method of ['GET', 'PUT', 'PATCH', 'POST'])
    if (method !== webhook.method) add(`the method ${method}`, { method })
  add('no content type', withHeader('content-type', null))
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/problem+json',
  ])
    add(`the content type ${type}`, withHeader('content-type', type))
  for (const { object, pointer } of webhook.parameters) {
    if (object.in !== 'header') continue
    if (object.required) add(`no header ${object.name}`, withHeader(object.name, null))
    const schema = resolve<Schema>(contract.document, `${pointer}/schema`).object
    if (schema.pattern ?? schema.format)
      add(`the header ${object.name} without sense`, withHeader(object.name, '/ /'))
  }
  add('no body', { body: '' })
  add('half a body', { body: delivery.body.slice(0, -1) })
  const schema = bodyPointer(webhook, 'application/json')
  for (const { name, value } of valueFaults(contract, schema, parsed(delivery.body)))
    add(name, { body: JSON.stringify(value) })
  return [...faulty.values()]
}
