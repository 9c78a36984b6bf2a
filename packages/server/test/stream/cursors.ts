import type { TestStream } from '@openparley/test-kit/stream'
import { expect } from 'vitest'
import { type Cursor, isAfter } from '../../src/store/tables/events.ts'

/** The position in the log of a cursor, without its epoch. */
export function placeOf(cursor: string | undefined): Cursor {
  const [, xid, id] = (cursor ?? '').split('.').map(Number)
  return { xid: xid as number, id: id as number, mark: 0 }
}

/** Expects that no frame of the stream moves its cursor back. */
export function expectAhead({ frames }: TestStream): void {
  const places = frames.map(({ cursor }) => placeOf(cursor))
  const back = places.findIndex((place, at) => at > 0 && isAfter(places[at - 1] as Cursor, place))
  expect(frames[back]).toBeUndefined()
}
