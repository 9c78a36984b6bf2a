import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Item, Lanes, type Task } from '../../src/feed/webhooks/lanes.ts'
import type { Cursor } from '../../src/store/tables/events.ts'
import type { Rest } from '../../src/store/tables/webhook-rests.ts'

interface Event {
  id: string
}

const place = (id: number): Cursor => ({ xid: 0, id, mark: id })

/** A log whose entries have the keys, and what its endpoint got. */
class Simulation {
  readonly #log: Item<Event>[]
  readonly delivered = new Set<string>()
  readonly sent: string[] = []
  lanes: Lanes<Event>
  running: (Task<Event> & { startedAt: number })[] = []
  #reads: { rest: Rest; upTo: Cursor }[] = []
  #saved = { cursor: place(0), rests: new Map<string, Rest>() }
  now = 0

  constructor(keys: string[]) {
    this.#log = keys.map((key, index) => ({
      at: place(index + 1),
      before: place(index),
      key,
      // Some entries are not for the endpoint, and some are two events.
      events: Array.from({ length: (index * 7) % 3 }, (_, n) => ({ id: `${index + 1}.${n}` })),
      size: 1,
    }))
    this.lanes = this.#opened()
  }

  #opened() {
    return new Lanes<Event>(this.#saved.cursor, [...this.#saved.rests.values()], 3)
  }

  eventsOf = (key: string) =>
    this.#log.flatMap((item) => (item.key === key ? item.events.map(({ id }) => id) : []))

  get keys() {
    return [...new Set(this.#log.map(({ key }) => key))]
  }

  read(count: number) {
    const from = this.lanes.readTo.id
    const items = this.#log.slice(from, from + count)
    this.lanes.add(items, place(from + items.length))
    return items.length > 0
  }

  take() {
    const task = this.lanes.take()
    if (!task) return false
    const earlier = this.eventsOf(task.key)
    const missing = earlier
      .slice(0, earlier.indexOf(task.event.id))
      .filter((id) => !this.delivered.has(id))
    expect(missing, `before ${task.event.id} of ${task.key}`).toEqual([])
    expect(this.running.map(({ key }) => key)).not.toContain(task.key)
    this.running.push({ ...task, startedAt: this.now })
    return true
  }

  settle(index: number, isSuccess: boolean, delay: number) {
    const [task] = this.running.splice(index % Math.max(this.running.length, 1), 1)
    if (!task) return false
    if (isSuccess) {
      this.delivered.add(task.event.id)
      this.sent.push(task.event.id)
      this.lanes.succeed(task.key)
    } else this.lanes.fail(task.key, task.startedAt, this.now + delay)
    return true
  }

  due() {
    const rest = this.lanes.due(this.now)
    if (rest) this.#reads.push({ rest, upTo: this.lanes.readTo })
    return rest !== undefined
  }

  refill(index: number, limit: number, isFailure: boolean) {
    const [read] = this.#reads.splice(index % Math.max(this.#reads.length, 1), 1)
    if (!read) return false
    const { rest, upTo } = read
    if (isFailure) this.lanes.failRead(rest.key)
    else {
      const items = this.#log
        .filter(({ at, key }) => key === rest.key && at.id > rest.after.id && at.id <= upTo.id)
        .slice(0, limit)
      this.lanes.refill(rest.key, items, items.length < limit)
    }
    return true
  }

  save(isFailure: boolean) {
    const changes = this.lanes.takeChanges()
    if (isFailure) return this.lanes.keepChanges(changes)
    for (const rest of changes.rests) this.#saved.rests.set(rest.key, rest)
    for (const key of changes.ended) this.#saved.rests.delete(key)
    this.#saved.cursor = this.lanes.cursor
    for (const { at, key, events } of this.#log) {
      if (events.every(({ id }) => this.delivered.has(id))) continue
      const rest = this.#saved.rests.get(key)
      const isKept = at.id > this.#saved.cursor.id || (rest && rest.after.id < at.id)
      expect(isKept, `${at.id} of ${key} is still to be delivered`).toBe(true)
    }
  }

  /** A stop aborts what is running, and saves where the others are. */
  stop() {
    this.lanes.park()
    this.save(false)
    expect(this.#saved.cursor).toEqual(this.lanes.readTo)
    this.restart()
  }

  restart() {
    this.running = []
    this.#reads = []
    this.lanes = this.#opened()
  }

  /** Runs until nothing happens any more. */
  finish(fails: (key: string) => boolean) {
    for (let isBusy = true; isBusy; ) {
      isBusy = [this.refill(0, 2, false), this.read(4), this.take(), this.due()].includes(true)
      const key = this.running[0]?.key
      if (key !== undefined && this.settle(0, !fails(key), 1_000_000)) isBusy = true
    }
  }
}

const step = fc.tuple(fc.nat(12), fc.nat(9), fc.boolean(), fc.nat(50))

const play = (
  simulation: Simulation,
  [kind, number, flag, time]: [number, number, boolean, number],
) => {
  if (kind < 3) simulation.read(number)
  else if (kind < 6) simulation.take()
  else if (kind < 8) simulation.settle(number, flag, time)
  else if (kind === 8) simulation.due()
  else if (kind === 9) simulation.refill(number, (number % 3) + 1, flag && number === 0)
  else if (kind === 10) simulation.save(flag)
  else if (kind === 11) simulation.now += time
  else if (flag) simulation.lanes.hurry(number)
  else if (number === 0) simulation.restart()
  else if (number === 1) simulation.stop()
}

const log = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 })

test('in spite of failures and restarts, each key gets all its events in order', () => {
  fc.assert(
    fc.property(log, fc.array(step, { maxLength: 300 }), (keys, steps) => {
      const simulation = new Simulation(keys)
      for (const one of steps) play(simulation, one)
      simulation.now += 100
      simulation.finish(() => false)
      simulation.save(false)
      for (const key of simulation.keys) {
        const events = simulation.eventsOf(key)
        expect(events.filter((id) => !simulation.delivered.has(id))).toEqual([])
        // If an event was sent again, its first delivery counts.
        const first = [...new Set(simulation.sent)].filter((id) => events.includes(id))
        expect(first).toEqual(events)
      }
      expect(simulation.lanes.cursor).toEqual(place(keys.length))
      expect({ size: simulation.lanes.size, waiting: simulation.lanes.waiting }).toEqual({
        size: 0,
        waiting: 0,
      })
    }),
    {
      numRuns: 500,
      // The restart of a lane that was full.
      examples: [
        [
          Array(6).fill('a'),
          [
            [0, 6, false, 0],
            [10, 0, false, 0],
            [12, 0, false, 0],
          ],
        ],
      ],
    },
  )
})

test('a key that fails delays no other key, and the cursor moves on', () => {
  fc.assert(
    fc.property(log, fc.array(step, { maxLength: 100 }), (keys, steps) => {
      const simulation = new Simulation(keys)
      for (const one of steps) play(simulation, one)
      simulation.now += 100
      simulation.finish((key) => key === 'a')
      for (const key of simulation.keys.filter((key) => key !== 'a'))
        expect(simulation.eventsOf(key).filter((id) => !simulation.delivered.has(id))).toEqual([])
      expect(simulation.lanes.cursor).toEqual(place(keys.length))
      expect(simulation.lanes.size).toBe(0)
    }),
    { numRuns: 300 },
  )
})

test('after a stop without running attempts, nothing is repeated', () => {
  fc.assert(
    fc.property(log, fc.array(fc.nat(9), { maxLength: 200 }), (keys, steps) => {
      const simulation = new Simulation(keys)
      for (const kind of steps) {
        if (kind < 3) simulation.read(kind + 1)
        else if (kind < 8) simulation.take()
        else {
          while (simulation.settle(0, true, 0));
          simulation.stop()
        }
        if (kind % 2 === 0) simulation.due()
        else simulation.refill(0, kind, false)
      }
      simulation.finish(() => false)
      expect(simulation.sent).toHaveLength(simulation.delivered.size)
      expect(simulation.delivered.size).toBe(simulation.keys.flatMap(simulation.eventsOf).length)
    }),
    {
      numRuns: 300,
      // A full lane, whose rest begins after the events in memory.
      examples: [
        [
          ['a', 'c', 'c', 'a', 'a', 'c', 'a', 'c'],
          [0, 2, 2, 0, 8],
        ],
      ],
    },
  )
})

const item = (id: number, key: string): Item<Event> => ({
  at: place(id),
  before: place(id - 1),
  key,
  events: [{ id: `${id}` }],
  size: 1,
})

test('the attempts of an event are counted over restarts, and an attempt before its time is not counted', () => {
  let lanes = new Lanes<Event>(place(0))
  lanes.add([item(1, 'a')], place(1))
  expect(lanes.take()).toEqual({ key: 'a', event: { id: '1' }, attempts: 0 })
  expect(lanes.fail('a', 10, 100)).toBe(100)
  const again = () => {
    const rest = lanes.due(200)
    if (rest) lanes.refill(rest.key, [item(1, 'a')], true)
    return lanes.take()
  }
  expect(lanes.due(99)).toBeUndefined()
  lanes.hurry()
  expect(again()).toMatchObject({ attempts: 1 })
  expect(lanes.fail('a', 50, 1000)).toBe(100)
  expect(lanes.due(99)).toBeUndefined()
  const { rests } = lanes.takeChanges()
  expect(rests).toEqual([{ key: 'a', after: place(0), eventId: '1', attempts: 1, nextAt: 100 }])
  lanes = new Lanes(lanes.cursor, rests)
  expect(again()).toMatchObject({ attempts: 1 })
  expect(lanes.fail('a', 100, 500)).toBe(500)
  expect(lanes.takeChanges().rests).toMatchObject([{ attempts: 2, nextAt: 500 }])
})
