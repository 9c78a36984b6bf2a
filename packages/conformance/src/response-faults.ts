import type { Contract } from '@openparley/contract/internal/conforms'
import {
  bodySchema,
  isJson,
  isObject,
  mediaType,
  pointerSegment,
  pointerSegments,
  resolve,
  valueAt,
} from '@openparley/contract/internal/document'
import {
  type Exchange,
  eventsOf,
  parsed,
  problemType,
  streamType,
} from '@openparley/contract/internal/exchange'
import { valuesOf, walkValue } from '@openparley/contract/internal/walk'

import { judged } from './batch.ts'

/** An exchange with one fault in its response. */
export interface FaultyExchange {
  name: string
  exchange: Exchange
}

const absent = Symbol('absent')

/** A copy of the value with `other` at the pointer. */
function replaced(value: unknown, [first, ...rest]: string[], other: unknown): unknown {
  if (first === undefined) return other
  if (Array.isArray(value))
    return value.map((item, index) =>
      index === Number(first) ? replaced(item, rest, other) : item,
    )
  const { [first]: inner, ...more } = value as Record<string, unknown>
  const changed = replaced(inner, rest, other)
  return changed === absent ? more : { ...more, [first]: changed }
}

/** A value of another type, which no branch of a union allows either. */
function ofAnotherType(value: unknown): unknown {
  if (value === null) return false
  if (typeof value === 'string') return 42
  if (Array.isArray(value)) return {}
  return typeof value === 'object' ? [] : String(value)
}

/** Copies of the exchange with one fault each, all of which the contract must find. */
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

/** Copies of the value with one fault each, at every depth of its schema. */
function valueFaults(
  { document, check }: Contract,
  schema: string,
  value: unknown,
): { name: string; value: unknown }[] {
  const faults: { name: string; value: unknown }[] = []
  const change = (name: string, place: string, other: unknown) =>
    faults.push({
      name: `${place || '/'} ${name}`,
      value: replaced(value, pointerSegments(place), other),
    })
  walkValue(document, (pointer, one) => check(pointer, one).length === 0, {
    value(pointer, own, place) {
      const schema = valueAt(document, pointer)
      if (!isObject(schema)) return
      change('of another type', place, ofAnotherType(own))
      if (isObject(own)) change('unknown', place + pointerSegment('unexpected'), 42)
      for (const name of Array.isArray(schema.required) ? schema.required : [])
        change('left out', place + pointerSegment(name), absent)
      if (typeof own === 'string' && valuesOf(schema).length > 0)
        change('outside its list', place, `${own}x`)
      if (typeof own === 'string' && (schema.pattern ?? schema.format ?? schema.minLength))
        change('malformed', place, schema.minLength ? '' : '/ /')
      if (typeof own === 'number' && typeof schema.minimum === 'number')
        change('below its minimum', place, schema.minimum - 1)
      if (Array.isArray(own) && schema.minItems) change('emptied', place, [])
    },
  })(schema, value)
  return faults
}

export interface Tally {
  faults: number
  /** Faults that were found. */
  killed: number
}

export interface MutationScore extends Tally {
  /** By operationId, in the order of the document. */
  operations: Map<string, Tally>
  /** Operation, status and fault of those that were not found. */
  survivors: string[]
}

/** Counts how many of the injected faults the contract finds. */
export function mutationScore(contract: Contract, exchanges: Exchange[]): MutationScore {
  const survivors: string[] = []
  const operations = new Map(contract.operations.map(({ id }) => [id, { faults: 0, killed: 0 }]))
  for (const exchange of exchanges) {
    const { request, response } = exchange
    const id = contract.route(request.method, request.url).match?.operation.id ?? ''
    const tally = operations.get(id)
    if (!tally) throw new Error(`The document has no ${request.method} ${request.url}`)
    for (const { name, exchange: faulty } of responseFaults(contract, exchange)) {
      tally.faults += 1
      if (judged(contract, faulty).violations.length > 0) tally.killed += 1
      else survivors.push(`${id} ${response.status}: ${name}`)
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
