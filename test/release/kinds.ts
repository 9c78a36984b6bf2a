/** An operation before and after a change, and whether the change breaks callers. */
export type Kind = [name: string, breaks: boolean, before?: object, after?: object]

const ok = { description: 'Done.' }
const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const returns = (schema: object) => ({ responses: { 200: { ...ok, ...json(schema) } } })
const takes = (schema: object, required = true) => ({
  requestBody: { required, ...json(schema) },
  responses: { 200: ok },
})
const asks = (...parameters: object[]) => ({ parameters, responses: { 200: ok } })
const query = (schema: object, more = {}) => ({ name: 'a', in: 'query', schema, ...more })
const shape = (properties: object, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
const text = { type: 'string' }
const nullable = { type: ['string', 'null'] }
const sized = (maxLength: number) => ({ type: 'string', maxLength })
const one = { enum: ['x'] }
const two = { enum: ['x', 'y'] }
const a = (schema: object) => shape({ a: schema })
const ab = shape({ a: text, b: text }, ['a', 'b'])
const events = (schema: object) => ({
  responses: {
    200: {
      ...ok,
      content: {
        'text/event-stream': {
          schema: { type: 'string', contentSchema: { type: 'array', items: schema } },
        },
      },
    },
  },
})
const filter = (contentSchema: object) =>
  asks(query({ type: 'string', contentMediaType: 'application/json', contentSchema }))
const statuses = (...codes: number[]) => ({
  responses: Object.fromEntries([200, ...codes].map((code) => [code, ok])),
})
const types = (...names: string[]) => ({
  ...ok,
  content: Object.fromEntries(names.map((name) => [name, {}])),
})
const headers = (values: object) => ({ responses: { 200: { ...ok, headers: values } } })
const secured = (...names: string[]) => ({
  ...returns(text),
  security: names.map((name) => ({ [name]: [] })),
})

export const operations: Kind[] = [
  ['a property removed from a response', true, returns(ab), returns(shape({ a: text }, ['a']))],
  [
    'an optional property removed from a response',
    true,
    returns(shape({ a: text, b: text })),
    returns(a(text)),
  ],
  ['a property added to a response', false, returns(shape({ a: text }, ['a'])), returns(ab)],
  [
    'a property of a response no longer required',
    true,
    returns(shape({ a: text }, ['a'])),
    returns(a(text)),
  ],
  [
    'a property of a response required',
    false,
    returns(a(text)),
    returns(shape({ a: text }, ['a'])),
  ],
  ['an enum of a response widened', true, returns(a(one)), returns(a(two))],
  ['an enum of a response narrowed', false, returns(a(two)), returns(a(one))],
  ['a type of a response changed', true, returns(a(text)), returns(a({ type: 'integer' }))],
  ['null added to a response', true, returns(a(text)), returns(a(nullable))],
  ['null removed from a response', false, returns(a(nullable)), returns(a(text))],
  ['a longer text in a response', true, returns(a(sized(5))), returns(a(sized(9)))],
  ['a shorter text in a response', false, returns(a(sized(9))), returns(a(sized(5)))],
  [
    'a format of a response changed',
    true,
    returns({ ...text, format: 'date' }),
    returns({ ...text, format: 'date-time' }),
  ],
  ['a constant of a response changed', true, returns({ const: 'x' }), returns({ const: 'y' })],
  [
    'a kind added to a union in a response',
    true,
    returns({ oneOf: [text] }),
    returns({ oneOf: [text, { type: 'integer' }] }),
  ],
  [
    'a property removed from the items of a response',
    true,
    returns({ type: 'array', items: ab }),
    returns({ type: 'array', items: shape({ a: text }, ['a']) }),
  ],
  [
    'a property removed from an event of a stream',
    true,
    events(ab),
    events(shape({ a: text }, ['a'])),
  ],
  ['a status removed', true, statuses(404), statuses()],
  ['a status added', false, statuses(), statuses(409)],
  [
    'a media type of a response removed',
    true,
    { responses: { 200: types('application/json', 'text/csv') } },
    { responses: { 200: types('application/json') } },
  ],
  ['a header of a response removed', true, headers({ A: { schema: text } }), headers({})],
  ['a header of a response added', false, headers({}), headers({ A: { schema: text } })],
  [
    'a header of a response no longer required',
    true,
    headers({ A: { required: true, schema: text } }),
    headers({ A: { schema: text } }),
  ],
  ['a property removed from a request', true, takes(shape({ a: text, b: text })), takes(a(text))],
  [
    'an optional property added to a request',
    false,
    takes(a(text)),
    takes(shape({ a: text, b: text })),
  ],
  [
    'a required property added to a request',
    true,
    takes(a(text)),
    takes(shape({ a: text, b: text }, ['b'])),
  ],
  ['a property of a request required', true, takes(a(text)), takes(shape({ a: text }, ['a']))],
  [
    'a property of a request no longer required',
    false,
    takes(shape({ a: text }, ['a'])),
    takes(a(text)),
  ],
  ['an enum of a request narrowed', true, takes(a(two)), takes(a(one))],
  ['an enum of a request widened', false, takes(a(one)), takes(a(two))],
  ['null removed from a request', true, takes(a(nullable)), takes(a(text))],
  ['null added to a request', false, takes(a(text)), takes(a(nullable))],
  ['a shorter text in a request', true, takes(a(sized(9))), takes(a(sized(5)))],
  ['a longer text in a request', false, takes(a(sized(5))), takes(a(sized(9)))],
  [
    'a minimum added to a request',
    true,
    takes(a({ type: 'integer' })),
    takes(a({ type: 'integer', minimum: 1 })),
  ],
  ['a pattern added to a request', true, takes(a(text)), takes(a({ ...text, pattern: '^a' }))],
  [
    'a kind removed from a union in a request',
    true,
    takes({ oneOf: [text, { type: 'integer' }] }),
    takes({ oneOf: [text] }),
  ],
  [
    'a request closed',
    true,
    takes({ type: 'object' }),
    takes({ type: 'object', additionalProperties: false }),
  ],
  ['a body required', true, takes(text, false), takes(text, true)],
  ['a body no longer required', false, takes(text, true), takes(text, false)],
  [
    'a default of a request changed',
    true,
    takes(a({ ...text, default: 'x' })),
    takes(a({ ...text, default: 'y' })),
  ],
  ['a parameter removed', true, asks(query(text)), asks()],
  ['an optional parameter added', false, asks(), asks(query(text))],
  ['a required parameter added', true, asks(), asks(query(text, { required: true }))],
  ['a parameter required', true, asks(query(text)), asks(query(text, { required: true }))],
  [
    'a parameter no longer required',
    false,
    asks(query(text, { required: true })),
    asks(query(text)),
  ],
  ['an enum of a parameter narrowed', true, asks(query(two)), asks(query(one))],
  ['an enum of a parameter widened', false, asks(query(one)), asks(query(two))],
  ['a parameter moved to a header', true, asks(query(text)), asks(query(text, { in: 'header' }))],
  [
    'a default of a parameter changed',
    true,
    asks(query({ type: 'integer', default: 1 })),
    asks(query({ type: 'integer', default: 2 })),
  ],
  ['a property removed from a filter', true, filter(shape({ a: text, b: text })), filter(a(text))],
  ['a property added to a filter', false, filter(a(text)), filter(shape({ a: text, b: text }))],
  ['a way to authenticate removed', true, secured('key', 'other'), secured('key')],
  ['a way to authenticate added', false, secured('key'), secured('key', 'other')],
  ['authentication required', true, returns(text), secured('key')],
  [
    'an operationId changed',
    true,
    { operationId: 'one', ...returns(text) },
    { operationId: 'other', ...returns(text) },
  ],
  ['an operation removed', true, returns({ ...text, title: 'Gone' })],
  ['an operation deprecated', false, returns(text), { deprecated: true, ...returns(text) }],
  [
    'a description changed',
    false,
    { description: 'One.', ...returns(text) },
    { description: 'Other.', ...returns(text) },
  ],
]

/** For a webhook, the body of the request is what the server sends. */
export const webhooks: Kind[] = [
  ['a property removed from a webhook', true, takes(ab), takes(shape({ a: text }, ['a']))],
  ['a required property added to a webhook', false, takes(shape({ a: text }, ['a'])), takes(ab)],
  ['an enum of a webhook widened', true, takes(a(one)), takes(a(two))],
  ['an enum of a webhook narrowed', false, takes(a(two)), takes(a(one))],
  ['null added to a webhook', true, takes(a(text)), takes(a(nullable))],
  ['a webhook removed', true, takes(shape({ z: text }))],
]

const securitySchemes = {
  key: { type: 'http', scheme: 'bearer' },
  other: { type: 'http', scheme: 'basic' },
}

/** A document with each operation and webhook, before or after its change. */
export function documentOf(side: 'before' | 'after', version: string) {
  const of = (kinds: Kind[], prefix: string) =>
    Object.fromEntries(
      kinds.flatMap(([, , before, after], index) => {
        const post = side === 'before' ? before : after
        return post ? [[`${prefix}${index}`, { post }]] : []
      }),
    )
  return {
    openapi: '3.1.0',
    info: { title: 'Kinds', version },
    components: { securitySchemes },
    paths: of(operations, '/operation-'),
    webhooks: of(webhooks, 'webhook-'),
  }
}
