import type { Contract, Verdict } from '@openparley/contract/internal/conforms'
import {
  bodyPointer,
  bodySchema,
  contentKey,
  isJson,
  mediaType,
  type Operation,
  pointerSegment,
  responseKey,
  valueSchema,
} from '@openparley/contract/internal/document'
import {
  type Exchange,
  parsed,
  type ServerSentEvent,
  streamType,
} from '@openparley/contract/internal/exchange'
import { formType } from '@openparley/contract/internal/forms'
import type { Delivery } from '@openparley/contract/internal/receiver'
import { formValue, readValue } from '@openparley/contract/internal/requests'
import { walkValue } from '@openparley/contract/internal/walk'
import { createShapes } from './shape.ts'

/** Something that traffic has shown, as a line of text that begins with its kind. */
export type Fact = string

export const fact = {
  status: (operation: string, status: number, media: string) =>
    `status\t${operation}\t${status}\t${media}`,
  parameter: (operation: string, name: string) => `parameter\t${operation}\t${name}`,
  /** A property that a request had. */
  sent: (pointer: string) => `sent\t${pointer}`,
  sentValue: (pointer: string, value: unknown) =>
    `sent-value\t${pointer}\t${JSON.stringify(value)}`,
  /** A property of a response that was absent, null, or had a value. */
  field: (pointer: string, how: 'absent' | 'null' | 'value') => `field\t${pointer}\t${how}`,
  fieldValue: (pointer: string, value: unknown) =>
    `field-value\t${pointer}\t${JSON.stringify(value)}`,
  /** A delivered event, and a documented reply of its receiver, such as `2XX`. */
  delivery: (event: string, reply: string) => `delivery\t${event}\t${reply}`,
  /** A header of an event, or a property of its body that had a value. */
  delivered: (event: string, what: string) => `delivered\t${event}\t${what}`,
}

/**
 * Creates a function that returns the facts that an exchange shows. A response with violations shows nothing, and
 * neither does a refused request. A value shows nothing new if its shape was seen before under the same schema.
 */
export function createObserver({ document, check, route, webhooks }: Contract) {
  const fits = (pointer: string, value: unknown) => check(pointer, value).length === 0
  const shape = createShapes(document)
  const seen = new Set<string>()
  const isSeen = (kind: string, schema: string, value: unknown) =>
    seen.size === seen.add(`${kind} ${schema} ${shape(value)}`).size

  const inAnswer = (schema: string, value: unknown): Fact[] => {
    if (isSeen('response', schema, value)) return []
    const facts: Fact[] = []
    walkValue(document, fits, {
      property: (pointer, own) =>
        facts.push(
          fact.field(pointer, own === undefined ? 'absent' : own === null ? 'null' : 'value'),
        ),
      listed: (pointer, own) => facts.push(fact.fieldValue(pointer, own)),
    })(schema, value)
    return facts
  }

  const inRequest = (schema: string, value: unknown): Fact[] => {
    if (isSeen('request', schema, value)) return []
    const facts: Fact[] = []
    walkValue(document, fits, {
      property: (pointer, own) => {
        if (own !== undefined) facts.push(fact.sent(pointer))
      },
      listed: (pointer, own) => facts.push(fact.sentValue(pointer, own)),
    })(schema, value)
    return facts
  }

  function ofRequest(operation: Operation, { request }: Exchange): Fact[] {
    const facts: Fact[] = []
    const { searchParams } = new URL(request.url)
    const { path = {} } = route(request.method, request.url).match ?? {}
    for (const { object, pointer } of operation.parameters) {
      const { name } = object
      const text = {
        path: path[name],
        query: searchParams.get(name),
        header: request.headers.get(name),
      }[object.in]
      if (typeof text !== 'string') continue
      facts.push(fact.parameter(operation.id, `${object.in}/${name}`))
      const schema = valueSchema(document, { object, pointer })
      facts.push(
        ...inRequest(
          schema.pointer,
          schema.isJson ? parsed(text) : readValue(document, object.schema, text),
        ),
      )
    }
    const media = mediaType(request.headers.get('content-type'))
    if (operation.body && request.body !== '') {
      const schema = bodyPointer(operation, media)
      const isForm = media === formType
      const value = isForm ? formValue(document, schema, request) : parsed(request.body)
      facts.push(...inRequest(schema, value))
    }
    return facts
  }

  const inDelivery = (event: string, schema: string, value: unknown): Fact[] => {
    if (isSeen(event, schema, value)) return []
    const facts: Fact[] = []
    walkValue(document, fits, {
      property: (pointer, own) => {
        if (own !== undefined && own !== null) facts.push(fact.delivered(event, pointer))
      },
    })(schema, value)
    return facts
  }

  return {
    /** The facts of a delivery without violations. */
    delivery({ event, request, status, violations, value }: Delivery): Fact[] {
      const webhook = webhooks.find(({ name }) => name === event)
      if (!webhook || violations.length > 0) return []
      const { name } = webhook
      const schema = bodyPointer(webhook, mediaType(request.headers.get('content-type')))
      return [
        ...(status === undefined ? [] : [fact.delivery(name, responseKey(webhook, status) ?? '')]),
        ...webhook.parameters
          .filter(({ object }) => request.headers.has(object.name))
          .map(({ object }) => fact.delivered(name, `${object.in}/${object.name}`)),
        ...inDelivery(name, schema, value),
        ...inAnswer(schema, value),
      ]
    },
    exchange(exchange: Exchange, { operation, requestFaults, violations }: Verdict): Fact[] {
      if (!operation || violations.length > 0) return []
      const { status, headers, body } = exchange.response
      const media = mediaType(headers.get('content-type'))
      const response = operation.responses.get(status)
      const key = contentKey(response?.object.content, media) ?? media
      const facts = [fact.status(operation.id, status, key)]
      if (response && isJson(media) && body !== undefined)
        facts.push(
          ...inAnswer(`${response.pointer}/content${pointerSegment(media)}/schema`, parsed(body)),
        )
      if (status < 400 && requestFaults.length === 0) facts.push(...ofRequest(operation, exchange))
      return facts
    },
    event(operation: Operation, { data }: ServerSentEvent): Fact[] {
      const response = operation.responses.get(200)
      if (!response) return []
      return inAnswer(bodySchema(document, response.pointer, streamType), parsed(data))
    },
  }
}
