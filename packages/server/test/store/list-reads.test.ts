import { afterEach, expect, test, vi } from 'vitest'
import { ListReads, type ListReadsOptions, type ReadPiece } from '../../src/store/list-reads.ts'

interface Row {
  id: string
  size?: number
}

/** Lists over rows in memory, one snapshot a piece, with a record of the pieces. */
function listsOver(rows: Row[], options: ListReadsOptions = {}) {
  const pieces: { from: number; rows: number }[] = []
  const lists = new ListReads<Row[]>(async (work) => {
    await new Promise(setImmediate)
    return work(rows)
  }, options)
  const matching =
    (accept: (row: Row) => boolean): ReadPiece<Row[], Row, number> =>
    async (all, position = 0, count) => {
      const read = all.slice(position, position + count)
      pieces.push({ from: position, rows: read.length })
      return {
        items: read.filter(accept),
        rows: read.length,
        size: read.reduce((sum, { size = 100 }) => sum + size, 0),
        next: read.length < count ? undefined : position + count,
      }
    }
  return { lists, matching, pieces }
}

const rowsUpTo = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: String(index) }))
const idsOf = (rows: Row[]) => rows.map(({ id }) => id)
const nothing = () => false

afterEach(() => void vi.useRealTimers())

test('a list that needs only its first piece uses one snapshot', async () => {
  const { lists, matching, pieces } = listsOver(rowsUpTo(1000))
  expect(
    await lists.read(
      'shop',
      10,
      matching(() => true),
    ),
  ).toHaveLength(10)
  expect(pieces).toEqual([{ from: 0, rows: 10 }])
})

test('a list continues in bounded pieces until it has enough items', async () => {
  const { lists, matching, pieces } = listsOver(rowsUpTo(1000))
  const found = await lists.read(
    'shop',
    10,
    matching(({ id }) => Number(id) % 90 === 0),
  )
  expect(idsOf(found)).toEqual(Array.from({ length: 10 }, (_, index) => String(index * 90)))
  expect(pieces.length).toBeGreaterThan(10)
  for (const { rows } of pieces) expect(rows).toBeLessThanOrEqual(64)
})

test('a list is shorter than the limit only at its end', async () => {
  const { lists, matching, pieces } = listsOver(rowsUpTo(1000))
  expect(
    idsOf(
      await lists.read(
        'shop',
        10,
        matching(({ id }) => id === '999'),
      ),
    ),
  ).toEqual(['999'])
  expect(await lists.read('shop', 10, matching(nothing))).toEqual([])
  expect(pieces.reduce((sum, { rows }) => sum + rows, 0)).toBe(2000)
})

test('a piece reads fewer rows if they are larger', async () => {
  const rows = rowsUpTo(50).map((row) => ({ ...row, size: 128 * 1024 }))
  const { lists, matching, pieces } = listsOver(rows)
  await lists.read('shop', 10, matching(nothing))
  const [first, ...others] = pieces.map(({ rows }) => rows)
  expect(first).toBe(10)
  expect(new Set(others)).toEqual(new Set([1, 0]))
})

test('an item that moves between two pieces is returned once', async () => {
  const rows = rowsUpTo(300)
  const { lists, matching } = listsOver(rows)
  const read = matching(({ id }) => id === '5' || id === '299')
  const found = await lists.read<Row, number>('shop', 10, async (all, position, count) => {
    if (position !== undefined && all.length === 300) rows.push({ id: '5' })
    return read(all, position, count)
  })
  expect(idsOf(found)).toEqual(['5', '299'])
})

test('two lists of an app continue at the same time, further lists wait for their turn, lists of other apps do not wait', async () => {
  const { lists, matching, pieces } = listsOver(rowsUpTo(1000))
  const readingOn = new Set<string>()
  const ended: string[] = []
  let most = 0
  const list = async (name: string, appId: string) => {
    const read = matching(nothing)
    await lists.read<Row, number>(appId, 10, (all, position, count) => {
      if (position !== undefined) readingOn.add(name)
      most = Math.max(most, readingOn.size)
      return read(all, position, count)
    })
    readingOn.delete(name)
    ended.push(name)
  }
  const names = Array.from({ length: 8 }, (_, index) => `shop ${index}`)
  await Promise.all([...names.map((name) => list(name, 'shop')), list('bakery', 'bakery')])
  expect(most, 'two of one app and one of the other').toBe(3)
  expect(ended.indexOf('bakery')).toBeLessThanOrEqual(2)
  expect(ended.filter((name) => name !== 'bakery')).toEqual(names)
  expect(pieces.reduce((sum, { rows }) => sum + rows, 0)).toBe(9000)
})

test('one list too many of an app is refused with Retry-After', async () => {
  const { lists, matching } = listsOver(rowsUpTo(1000), { maxRunning: 2, maxWaiting: 3 })
  const results = await Promise.allSettled([
    ...Array.from({ length: 7 }, () => lists.read('shop', 10, matching(nothing))),
    lists.read('bakery', 10, matching(nothing)),
  ])
  expect(results.map(({ status }) => status)).toEqual([
    ...Array(5).fill('fulfilled'),
    ...Array(2).fill('rejected'),
    'fulfilled',
  ])
  expect(results[6]).toMatchObject({ reason: { code: 'too-many-requests', retryAfter: 5 } })
  expect(await lists.read('shop', 10, matching(nothing)), 'all turns have ended').toEqual([])
})

test('a list that waits too long for its turn is refused, and a list whose pieces fail ends its turn', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { lists, matching } = listsOver(rowsUpTo(1000), { maxRunning: 1, maxWait: 1000 })
  const fault = Promise.withResolvers<never>()
  const read = matching(nothing)
  const stuck = lists.read<Row, number>('shop', 10, (all, position, count) =>
    position === undefined ? read(all, position, count) : fault.promise,
  )
  const stuckEnd = expect(stuck).rejects.toThrow('gone')
  let isWaiting = true
  const waiting = lists.read('shop', 10, read).finally(() => {
    isWaiting = false
  })
  const refused = expect(waiting).rejects.toMatchObject({ code: 'too-many-requests' })
  // It begins to wait some turns later. Other code of the worker has timers too, so theirs cannot be counted.
  while (isWaiting) await vi.advanceTimersByTimeAsync(1000)
  await refused
  fault.reject(new Error('gone'))
  await stuckEnd
  expect(await lists.read('shop', 10, read)).toEqual([])
})
