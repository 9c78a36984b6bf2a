import { coverageOf, type Gap } from '@openparley/conformance'
import { examplesOf, type MediaType, pointerSegment } from '../../packages/contract/src/document.ts'
import { contract, document } from './document.ts'
import { exceptions } from './exceptions.ts'
import { realScore } from './exchanges.ts'
import { lintFindings } from './lint.ts'
import { recordedExamples, responseExamples } from './recording.ts'

interface Media {
  pointer: string
  object: MediaType
}

const mediaOf = (pointer: string, content: Record<string, MediaType> = {}): Media[] =>
  Object.entries(content).map(([type, object]) => ({
    pointer: `${pointer}/content${pointerSegment(type)}`,
    object,
  }))

const answers = contract.operations.flatMap(({ responses }) =>
  [...responses.values()].flatMap(({ pointer, object }) => mediaOf(pointer, object.content)),
)
const requests = contract.operations.flatMap(({ body }) =>
  body ? mediaOf(body.pointer, body.object.content) : [],
)

/** The number of examples that the closed schemas refuse, and of all examples. */
function badExamples(): [bad: number, all: number] {
  const faults = [...answers, ...requests].flatMap(({ pointer, object }) =>
    examplesOf(document, object).map(
      ({ value }) => contract.checkClosed(`${pointer}/schema`, value).length,
    ),
  )
  return [faults.filter((count) => count > 0).length, faults.length]
}

/** The properties of the schemas with a description: their own, or that of the schema to which they refer. */
function describedProperties(): [described: number, all: number] {
  const schemas = Object.values(document.components.schemas ?? {}) as Schema[]
  const properties = schemas.flatMap((schema) => Object.values(schema.properties ?? {}))
  const isDescribed = ({ description, $ref }: Schema): boolean => {
    const referred = document.components.schemas?.[$ref?.split('/').at(-1) ?? ''] as Schema
    return description !== undefined || (referred !== undefined && isDescribed(referred))
  }
  return [properties.filter(isDescribed).length, properties.length]
}

interface Schema {
  description?: string
  $ref?: string
  properties?: Record<string, Schema>
}

/**
 * How many expectations of these kinds the tests cover; expectations that no test can cover yet are listed as
 * exceptions.
 */
function shown(...kinds: Gap['kind'][]): [met: number, all: number] {
  const { counts } = coverageOf(document, new Set())
  const all = kinds.reduce((sum, kind) => sum + (counts.get(kind)?.of ?? 0), 0)
  return [all - exceptions.filter(({ kind }) => kinds.includes(kind)).length, all]
}

/** Computes the figures about the document, as a table in Markdown. */
export async function scorecard(): Promise<string> {
  const [findings, recorded, { faults, killed }] = await Promise.all([
    lintFindings(),
    recordedExamples(),
    realScore(),
  ])
  const withExample = answers.filter(({ object }) => examplesOf(document, object).length > 0)
  const [bad, examples] = badExamples()
  const of = ([some, all]: [number, number]) => `${some} of ${all}`
  const rows: [string, string | number][] = [
    ['operations', contract.operations.length],
    ['findings of the strictest lint rules', findings],
    [
      'documented responses (operation, status, media type) with an example',
      of([withExample.length, answers.length]),
    ],
    ['examples that do not match the closed schemas', of([bad, examples])],
    ['response examples recorded from a real server', of([recorded.size, responseExamples().size])],
    ['properties described', of(describedProperties())],
    ['documented statuses provoked on a real server', of(shown('status never answered'))],
    [
      'parameters, request properties and enum values sent with success',
      of(shown('parameter never sent', 'property never sent', 'value never sent')),
    ],
    [
      'response fields and enum values seen in tests',
      of(shown('field never seen with a value', 'value never answered')),
    ],
    [
      'optional or nullable fields seen both ways',
      of(shown('field optional but always there', 'field nullable but never null')),
    ],
    ['injected response faults detected', `${((100 * killed) / faults).toFixed(1)} %`],
  ]
  return [
    '| the document | |',
    '| --- | --- |',
    ...rows.map(([what, figure]) => `| ${what} | ${figure} |`),
  ].join('\n')
}
