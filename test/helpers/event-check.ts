import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { components } from '../../generated/types.ts'

export type Event = components['schemas']['Event']

const document = JSON.parse(
  readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'),
)
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(document, 'document', undefined, false)

const byType = new Map<string, ValidateFunction<Event>>()
for (const { $ref } of document.components.schemas.Event.oneOf as { $ref: string }[]) {
  const name = $ref.split('/').at(-1) as string
  const type = document.components.schemas[name].properties.type.const
  byType.set(type, ajv.compile<Event>({ $ref: `document#/components/schemas/${name}` }))
}

/** The types of events that the document knows. */
export const eventTypes = [...byType.keys()]

/** What only the REST API may tell of a user. */
const isPrivate = /"(email|phone|pushTokens)":/

/** The event that the text of a frame's `data` is; throws where it is none of the document's. */
export function eventFrom(data: string): Event {
  const event = JSON.parse(data)
  const validate = byType.get(event.type)
  const start = data.slice(0, 500)
  if (!validate) throw new Error(`No event of the document: ${start}`)
  if (!validate(event)) throw new Error(`${ajv.errorsText(validate.errors)} in ${start}`)
  if (isPrivate.test(data)) throw new Error(`Nobody's to know: ${start}`)
  return event
}
