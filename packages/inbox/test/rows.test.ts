import { expect, test } from 'vitest'
import { type RowOptions, rowsOf } from '../src/chat/rows.ts'
import { messageOf } from './messages.ts'

const minute = 60_000
const noon = new Date(2026, 4, 2, 12).getTime()

/** The marks above each message: `day`, `new`, `group`. */
const marks = (senders: [string | null, number][], options: Partial<RowOptions> = {}) =>
  rowsOf(senders.map(([sender, time]) => messageOf(sender, time)).reverse(), {
    userId: 'alice',
    newAfter: undefined,
    loadedAll: true,
    ...options,
  }).map(({ beginsDay, beginsNew, beginsGroup, endsGroup }) =>
    [beginsDay && 'day', beginsNew && 'new', beginsGroup && 'group', endsGroup && 'end']
      .filter(Boolean)
      .join(' '),
  )

test('messages of one sender within five minutes are shown as a group', () => {
  expect(
    marks([
      ['bob', noon],
      ['bob', noon + minute],
      ['alice', noon + 2 * minute],
      ['alice', noon + 8 * minute],
      [null, noon + 9 * minute],
    ]),
  ).toEqual(['day group', 'end', 'group end', 'group end', 'group end'])
})

test('a day begins at midnight, also within a group', () => {
  const midnight = new Date(2026, 4, 3).getTime()
  expect(
    marks([
      ['bob', midnight - 1],
      ['bob', midnight],
    ]),
  ).toEqual(['day group end', 'day group end'])
})

test('the new messages begin with the first message of another user after the last message that was read', () => {
  const sent: [string, number][] = [
    ['bob', noon],
    ['alice', noon + 1],
    ['bob', noon + 2],
    ['bob', noon + 3],
  ]
  expect(marks(sent, { newAfter: noon })).toEqual([
    'day group end',
    'group end',
    'new group',
    'end',
  ])
})

test('where the new messages begin is unknown while older messages may be new too', () => {
  const sent: [string, number][] = [
    ['bob', noon],
    ['bob', noon + 1],
  ]
  expect(marks(sent, { newAfter: 0, loadedAll: false })).toEqual(['day group', 'end'])
  expect(marks(sent, { newAfter: 0 })).toEqual(['day new group', 'end'])
})
