import type { Operation } from '@openparley/contract'
import type { components } from '@openparley/spec/types'
import { contract } from './contract.ts'
import { assertEventConforms } from './exchange.ts'
import type { SseFrame } from './sse.ts'

export type Event = components['schemas']['Event']

const { schemas = {} } = contract.document.components
const union = schemas.Event as { discriminator: { mapping: Record<string, string> } }

/** The types of events in the document. */
export const eventTypes = Object.keys(union.discriminator.mapping)

const streamEvents = contract.operations.find(({ id }) => id === 'streamEvents') as Operation

/** Properties of a user that only the REST API may return. */
const isPrivate = /"(email|phone|pushTokens)":/

/** Events that match the document. Streams of several users receive the same events. */
const checked = new Set<string>()

/** Returns the event of a frame, or undefined if it has none. Throws if the event does not match the document. */
export function eventFrom({ id, event, data }: SseFrame): Event | undefined {
  if (data === undefined || event === undefined) return undefined
  const text = `${event} ${data}`
  if (!checked.has(text)) {
    assertEventConforms(streamEvents, { id, event, data })
    if (isPrivate.test(data)) throw new Error(`Private data in an event: ${data.slice(0, 500)}`)
    if (checked.size === 1000) checked.clear()
    checked.add(text)
  }
  return JSON.parse(data)
}
