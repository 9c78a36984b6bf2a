import type { Contract } from '@openparley/contract/internal/conforms'
import {
  exampleOf,
  examplesOf,
  type Operation,
  type Parameter,
  pointerSegment,
  type Resolved,
  valueSchema,
} from '@openparley/contract/internal/document'
import { bodyText, bodyType, bodyValue, isWritable } from './call-body.ts'
import { mutationsOf, notFinite } from './mutations.ts'
import type { Call } from './player.ts'
import { exampleCall, isOwnApp } from './probes.ts'
import { scenario } from './scenario.ts'

export interface MutatedCall {
  name: string
  readonly call: Call
  /** Whether it adds something documented: a property, a value, a parameter. */
  lists: boolean
}

/** The calls of an operation that are mutated: those of the scenario, or the document's examples. */
export function basesOf(contract: Contract, operation: Operation): Call[] {
  const media = operation.body?.object.content[bodyType(operation)]
  const examples = examplesOf(contract.document, media)
  const steps = scenario.filter(
    ({ operation: id, status = 200 }) => id === operation.id && status === 200,
  )
  const calls = steps.map(({ path, example, body }): Call => {
    const value = examples.find(({ key }) => key === example)?.value ?? body
    return { path, ...(value !== undefined && { body: bodyText(operation, value) }) }
  })
  return calls.length > 0 ? calls : [exampleCall(contract, operation)]
}

/** Yields copies of a call with one change each: in its body, parameters, headers or bytes. */
export function* requestMutations(
  contract: Contract,
  operation: Operation,
  base: Call,
): Generator<MutatedCall> {
  const { body } = operation
  yield { name: 'as it is', call: base, lists: true }
  if (body) {
    const schema = `${body.pointer}/content${pointerSegment(bodyType(operation))}/schema`
    const value = bodyValue(contract.document, operation, base.body ?? '')
    for (const mutation of mutationsOf(contract, schema, value ?? {})) {
      if (!isWritable(operation, mutation)) continue
      yield {
        name: mutation.name,
        // Of thousands, most are never sent, and writing out a long body takes longer than changing it.
        get call() {
          return { ...base, body: textOf(operation, mutation.value) }
        },
        lists: mutation.lists === true,
      }
    }
    yield* malformed(base)
  }
  for (const { object, pointer } of operation.parameters)
    if (!isOwnApp(operation, object.name)) yield* ofParameter(contract, { object, pointer }, base)
  if (operation.parameters.some(({ object }) => object.name === 'appId'))
    for (const appId of ['\0', 'shop\0', '\u0001', '\u001f', '\u007f', '\u0085'])
      yield {
        name: `path/appId: ${JSON.stringify(appId)}`,
        call: { ...base, path: { ...base.path, appId } },
        lists: false,
      }
  const query = { ...base.query, unknown: '' }
  yield { name: 'query/unknown', call: { ...base, query }, lists: false }
}

const textOf = (operation: Operation, value: unknown) =>
  (bodyText(operation, value) ?? '').replaceAll(JSON.stringify(notFinite), '1e999')

const jsonOf = (value: unknown) =>
  JSON.stringify(value).replaceAll(JSON.stringify(notFinite), '1e999')

function* malformed(base: Call): Generator<MutatedCall> {
  const text = base.body ?? '{}'
  const bodies = [
    '',
    text.slice(0, -1),
    `${text}x`,
    'null',
    '\ufeff{}',
    '{"a":1,}',
    "{'a':1}",
    'NaN',
  ]
  for (const body of bodies)
    yield { name: `the body ${body.slice(0, 20)}`, call: { ...base, body }, lists: false }
  for (const type of [
    'text/plain',
    'application/xml',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'json',
  ])
    yield {
      name: `as ${type}`,
      call: { ...base, body: text, headers: { 'content-type': type } },
      lists: false,
    }
}

function* ofParameter(
  contract: Contract,
  { object, pointer }: Resolved<Parameter>,
  base: Call,
): Generator<MutatedCall> {
  const place = ({ path: 'path', query: 'query', header: 'headers' } as const)[object.in]
  const schema = valueSchema(contract.document, { object, pointer })
  const ownExample = exampleOf(contract.document, { object, pointer })
  const example = schema.isJson ? ownExample : (base[place]?.[object.name] ?? ownExample)
  const mutations = [
    { name: 'its example', value: example, lists: true as const },
    ...mutationsOf(contract, schema.pointer, example, ''),
  ]
  for (const { name, value, lists } of mutations) {
    const text = schema.isJson || typeof value === 'object' ? jsonOf(value) : String(value)
    // These would change the URL (URL Standard §4.4) or cannot be part of one; headers are printable ASCII.
    if (object.in === 'path' && (/^\.{0,2}$/.test(text) || !text.isWellFormed())) continue
    if (object.in === 'header' && !/^[!-~]([ -~]*[!-~])?$/.test(text)) continue
    if (text.length > 4000) continue
    yield {
      name: `${object.in}/${object.name}${name}`,
      call: { ...base, [place]: { ...base[place], [object.name]: text } },
      lists: lists === true,
    }
  }
  if (schema.isJson || object.in !== 'query') return
  for (const text of [
    '1e1',
    '0x1',
    '01',
    ' 5',
    '5 ',
    '+5',
    'TRUE',
    '1.0',
    '9007199254740993',
    'null',
  ])
    yield {
      name: `query/${object.name}: ${text}`,
      call: { ...base, query: { ...base.query, [object.name]: text } },
      lists: false,
    }
}
