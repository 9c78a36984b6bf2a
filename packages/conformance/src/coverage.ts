import {
  bodyPointer,
  bodySchema,
  type OpenApiDocument,
  operationsOf,
  pointerSegment,
  valueSchema,
  type WebhookOperation,
  webhooksOf,
} from '@openparley/contract/internal/document'
import { isNullable, schemasUnder, valuesOf } from '@openparley/contract/internal/walk'
import { type Fact, fact } from './observe.ts'

/** A part of the document that no traffic has shown yet. */
export interface Gap {
  kind:
    | 'status never answered'
    | 'parameter never sent'
    | 'property never sent'
    | 'value never sent'
    | 'field never seen with a value'
    | 'field optional but always there'
    | 'field nullable but never null'
    | 'value never answered'
    | 'event never delivered'
    | 'field of an event never delivered'
  /** The operation and status, or a pointer into the document and the value. */
  what: string
}

interface Expectation extends Gap {
  /** The fact that closes the gap. */
  shownBy: Fact
}

const json = (value: unknown) => JSON.stringify(value)

/** Every part of the document that traffic should show. */
export function expectations(document: OpenApiDocument): Expectation[] {
  const operations = operationsOf(document)
  const all: Expectation[] = []
  const requests: string[] = []
  const answers: string[] = []
  for (const operation of operations) {
    const { id, parameters, body, responses } = operation
    for (const [status, { object, pointer }] of responses) {
      const media = Object.keys(object.content ?? {})
      for (const type of media.length > 0 ? media : [''])
        all.push({
          kind: 'status never answered',
          what: `${id} ${status} ${type}`.trim(),
          shownBy: fact.status(id, status, type),
        })
      answers.push(...media.map((type) => bodySchema(document, pointer, type)))
    }
    for (const { object, pointer } of parameters) {
      const name = `${object.in}/${object.name}`
      all.push({
        kind: 'parameter never sent',
        what: `${id} ${name}`,
        shownBy: fact.parameter(id, name),
      })
      requests.push(valueSchema(document, { object, pointer }).pointer)
    }
    if (body)
      for (const type of Object.keys(body.object.content))
        requests.push(bodyPointer(operation, type))
  }
  for (const webhook of webhooksOf(document)) {
    all.push(...ofWebhook(document, webhook))
    answers.push(...bodiesOf(webhook))
  }
  all.push(...inRequests(document, requests), ...inResponses(document, answers))
  return all
}

const bodiesOf = (webhook: WebhookOperation) =>
  Object.keys(webhook.body?.object.content ?? {}).map((type) => bodyPointer(webhook, type))

/** Each event is delivered, with each header and each field of its body, and gets each documented reply. */
function ofWebhook(document: OpenApiDocument, webhook: WebhookOperation): Expectation[] {
  const { name, parameters, responses, otherResponses } = webhook
  const headers = parameters.map(({ object }) => `${object.in}/${object.name}`)
  const fields = [...schemasUnder(document, bodiesOf(webhook))].flatMap(([pointer, schema]) =>
    Object.keys(schema.properties ?? {}).map(
      (property) => `${pointer}/properties${pointerSegment(property)}`,
    ),
  )
  return [
    ...[...responses.keys(), ...otherResponses.keys()].map(
      (reply): Expectation => ({
        kind: 'event never delivered',
        what: `${name} ${reply}`,
        shownBy: fact.delivery(name, String(reply)),
      }),
    ),
    ...[...headers, ...fields].map(
      (what): Expectation => ({
        kind: 'field of an event never delivered',
        what: `${name} ${what}`,
        shownBy: fact.delivered(name, what),
      }),
    ),
  ]
}

function inRequests(document: OpenApiDocument, roots: string[]): Expectation[] {
  return [...schemasUnder(document, roots)].flatMap(([pointer, schema]) => [
    ...Object.keys(schema.properties ?? {}).map((name): Expectation => {
      const what = `${pointer}/properties${pointerSegment(name)}`
      return { kind: 'property never sent', what, shownBy: fact.sent(what) }
    }),
    ...valuesOf(schema).map(
      (value): Expectation => ({
        kind: 'value never sent',
        what: `${pointer} ${json(value)}`,
        shownBy: fact.sentValue(pointer, value),
      }),
    ),
  ])
}

function inResponses(document: OpenApiDocument, roots: string[]): Expectation[] {
  return [...schemasUnder(document, roots)].flatMap(([pointer, schema]) => {
    const required = Array.isArray(schema.required) ? schema.required : []
    const fields = Object.keys(schema.properties ?? {}).flatMap((name): Expectation[] => {
      const what = `${pointer}/properties${pointerSegment(name)}`
      return [
        {
          kind: 'field never seen with a value',
          what,
          shownBy: fact.field(what, 'value'),
        },
        ...(required.includes(name)
          ? []
          : [
              {
                kind: 'field optional but always there' as const,
                what,
                shownBy: fact.field(what, 'absent'),
              },
            ]),
        ...(isNullable(document, what)
          ? [
              {
                kind: 'field nullable but never null' as const,
                what,
                shownBy: fact.field(what, 'null'),
              },
            ]
          : []),
      ]
    })
    const values = valuesOf(schema).map(
      (value): Expectation => ({
        kind: 'value never answered',
        what: `${pointer} ${json(value)}`,
        shownBy: fact.fieldValue(pointer, value),
      }),
    )
    return [...fields, ...values]
  })
}

export interface Coverage {
  /** The number of expectations of each kind, and how many of them are met. */
  counts: Map<Gap['kind'], { met: number; of: number }>
  gaps: Gap[]
}

/** Compares the facts that traffic has shown with the expectations of the document. */
export function coverageOf(document: OpenApiDocument, facts: Set<Fact>): Coverage {
  const counts: Coverage['counts'] = new Map()
  const gaps: Gap[] = []
  for (const { kind, what, shownBy } of expectations(document)) {
    const isMet = facts.has(shownBy)
    const count = counts.get(kind) ?? { met: 0, of: 0 }
    counts.set(kind, { met: count.met + Number(isMet), of: count.of + 1 })
    if (!isMet) gaps.push({ kind, what })
  }
  return { counts, gaps }
}
