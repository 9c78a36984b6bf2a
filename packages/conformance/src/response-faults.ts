import type { Contract } from '@openparley/contract/internal/conforms'
import {
  bodySchema,
  isJson,
  mediaType,
  pointerSegment,
  resolve,
} from '@openparley/contract/internal/document'
import {
  type Exchange,
  eventsOf,
  parsed,
  problemType,
  streamType,
} from '@openparley/contract/internal/exchange'
import { valueFaults } from './value-faults.ts'

/** An exchange with one fault in its response. */
export interface FaultyExchange {
  name: string
  exchange: Exchange
}

/** Copies of the exchange with one fault each. The contract must find all of the faults. */
export function responseFaults(contract: Contract, exchange: Exchange): FaultyExchange[] {
  const { request, response } = exchange
  const operation = contract.route(request.method, request.url).match?.operation
  const documented = operation?.responses.get(response.status)
  if (!operation || !documented) return []
  const faulty: FaultyExchange[] = []
  const names = new Set<string>()
  const add = (name: string, changes: Partial<Exchange['response']>) => {
    if (names.has(name)) return
    names.add(name)
    faulty.push({ name, exchange: { request, response: { ...response, ...changes } } })
  }
  const withHeader = (name: string, value: string | null) => {
    const headers = new Headers(response.headers)
    if (value === null) headers.delete(name)
    else headers.set(name, value)
    return { headers }
  }

  for (const status of [200, 201, 204, 302, 400, 401, 404, 409, 418, 429, 500, 503])
    if (status !== response.status) add(`the status ${status}`, { status })
  for (const name of Object.keys(documented.object.headers ?? {})) {
    const at = `${documented.pointer}/headers${pointerSegment(name)}`
    const { required } = resolve<{ required?: boolean }>(contract.document, at).object
    if (required) add(`no header ${name}`, withHeader(name, null))
    add(`the header ${name} without sense`, withHeader(name, '-'))
  }
  // Without a body, the content type has no meaning.
  if (!documented.object.content) return faulty
  const type = mediaType(response.headers.get('content-type'))
  add('no content type', withHeader('content-type', null))
  for (const other of [
    'text/plain',
    'text/html',
    'application/xml',
    'application/json',
    problemType,
  ])
    if (other !== type) add(`the content type ${other}`, withHeader('content-type', other))

  const { body } = response
  const schema = bodySchema(contract.document, documented.pointer, type)
  if (body !== undefined && isJson(type)) {
    add('no body', { body: '' })
    add('half a body', { body: body.slice(0, -1) })
    for (const { name, value } of valueFaults(contract, schema, parsed(body)))
      add(name, { body: JSON.stringify(value) })
  }
  if (body !== undefined && type === streamType)
    for (const { event, data } of eventsOf(body)) {
      const framed = (name: string, text: string) => `event: ${name}\ndata: ${text}\n\n`
      add(`${event} under another name`, { body: framed(`${event}x`, data) })
      add(`${event} in half`, { body: framed(event, data.slice(0, -1)) })
      for (const { name, value } of valueFaults(contract, schema, parsed(data)))
        add(`${event} ${name}`, { body: framed(event, JSON.stringify(value)) })
    }
  return faulty
}
