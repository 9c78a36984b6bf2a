import type { Fault } from './schemas.ts'

/** The position of an event among the events that must arrive in order. */
export interface Place {
  /** Events with the same key must arrive in order, such as the events of a conversation. */
  key: string
  /** Later events of the key have a greater place. */
  place: number | bigint
}

/** The properties of a delivery on which the order depends. */
export interface Ordered {
  id: string | undefined
  place: Place | undefined
  /** The same for every delivery of an event, and different for other events. */
  identity: string
}

interface Lane {
  /** The last event that a reply has accepted. */
  accepted: { id: string | undefined; place: number | bigint } | undefined
  /** Deliveries without a reply so far. */
  open: Set<Ordered>
}

/**
 * Checks the order of deliveries: an id stands for one event, and each event of a key is accepted before the next is sent.
 * Accepted events may be repeated at any time, since a sender that stops suddenly does not know about them.
 */
export function createOrderCheck(source = '/webhooks') {
  const identities = new Map<string, string>()
  const accepted = new Set<string>()
  const lanes = new Map<string, Lane>()

  const laneOf = ({ key }: Place): Lane => {
    const lane = lanes.get(key) ?? { accepted: undefined, open: new Set() }
    lanes.set(key, lane)
    return lane
  }

  function orderFaults({ id, place }: Ordered): Fault[] {
    if (!place) return []
    const isRepeat = id !== undefined && accepted.has(id)
    const lane = laneOf(place)
    const fault = (expected: string): Fault => ({ pointer: 'order', expected, source, got: id })
    const faults: Fault[] = []
    for (const other of lane.open)
      if (other.id !== id)
        faults.push(fault(`the reply to ${other.id} first, of the same key ${place.key}`))
    if (!isRepeat && lane.accepted && place.place < lane.accepted.place)
      faults.push(fault(`it before ${lane.accepted.id}, of the same key ${place.key}`))
    return faults
  }

  return {
    /** Call this when a delivery arrives. Returns its faults. */
    begin(delivery: Ordered): Fault[] {
      const { id, place, identity } = delivery
      const faults = orderFaults(delivery)
      if (place) laneOf(place).open.add(delivery)
      if (id === undefined) return faults
      const known = identities.get(id)
      identities.set(id, known ?? identity)
      if (known === undefined || known === identity) return faults
      const expected = `another id than that of ${known}`
      return [...faults, { pointer: 'id', expected, source, got: id }]
    },
    /** Call this when the delivery got its reply, or lost its connection. */
    end(delivery: Ordered, isAccepted: boolean): void {
      const { id, place } = delivery
      if (isAccepted && id !== undefined) accepted.add(id)
      if (!place) return
      const lane = laneOf(place)
      lane.open.delete(delivery)
      if (isAccepted && (!lane.accepted || lane.accepted.place < place.place))
        lane.accepted = { id, place: place.place }
    },
    /** The ids of the events that no reply has accepted. */
    unaccepted: () => [...identities.keys()].filter((id) => !accepted.has(id)),
  }
}
